import { type ChargeView, type DriverContext, viewCharge } from '@peregrine/services';
import { TRPCError } from '@trpc/server';
import { toTrpcError } from './refusals.ts';

/** Re-read at least this often even when no event came. */
const RECHECK_MS = 15_000;

/**
 * The charge as it is now, and again whenever it changed. Events are hints: every value is read
 * anew, with the owner check of `viewCharge`. Ends with `signal` (the reader left); throws a
 * retryable error on `shutdown`, so that the client comes back to the next process.
 */
export async function* followCharge(
  service: DriverContext,
  chargeId: string,
  signal: AbortSignal,
  shutdown: AbortSignal,
): AsyncGenerator<ChargeView> {
  const bell = createBell();
  const unsubscribe = await service.db.subscribe((event) => {
    if (event === 'reconnected' || (event.topic === 'charge' && event.id === chargeId)) bell.ring();
  });
  const ended = AbortSignal.any([signal, shutdown]);
  ended.addEventListener('abort', bell.ring, { once: true });
  try {
    let sent: string | undefined;
    while (!ended.aborted) {
      const view = await viewCharge(service, { chargeId });
      const text = JSON.stringify(view);
      if (text !== sent) yield view;
      sent = text;
      if (!ended.aborted) await bell.heard(RECHECK_MS);
    }
  } catch (error) {
    // What a generator throws comes after the middleware that maps refusals.
    throw toTrpcError(error);
  } finally {
    ended.removeEventListener('abort', bell.ring);
    await unsubscribe();
  }
  if (shutdown.aborted) {
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'We are restarting.' });
  }
}

/** Rings that come while nobody listens are heard by the next one who does. */
function createBell(): { ring(): void; heard(withinMs: number): Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async heard(withinMs) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
