import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 40;

/**
 * Asks until there is an answer that is neither undefined nor false, and gives it. Throws with
 * `what` after `withinMs`, 30 s when absent.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadlineMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(PAUSE_MS);
  }
}
