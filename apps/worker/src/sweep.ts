import {
  type Context,
  schedulePulls,
  sweepCharges,
  sweepPersonalData,
  sweepRecords,
  sweepStations,
  sweepTokenPushes,
} from '@peregrine/services';

/**
 * Once a minute: what time alone brings, and what a crash left behind. One part that fails does not
 * keep the others from running; the job then fails as a whole and is tried again.
 */
export async function sweep(ctx: Context, pullIntervalMs: number): Promise<void> {
  const parts = [
    () => schedulePulls(ctx, { intervalMs: pullIntervalMs }),
    () => sweepCharges(ctx),
    () => sweepRecords(ctx),
    () => sweepTokenPushes(ctx),
    () => sweepStations(ctx),
    () => sweepPersonalData(ctx),
  ];
  const errors: unknown[] = [];
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      errors.push(error);
    }
  }
  const [first] = errors;
  if (errors.length === 1) throw first;
  if (errors.length > 1) throw new AggregateError(errors, 'several parts of the sweep failed');
}
