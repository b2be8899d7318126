import type { Finding, Tariff } from '@peregrine/domain';
import { foldTariff } from '@peregrine/ocpi/fold';
import { LineError } from '../frame/line-error.ts';
import type { Sent } from '../frame/sent.ts';
import { taken } from '../frame/taken.ts';
import type { Context } from './read-context.ts';

/** The `tariffs` or the `tariff` of a line; undefined where it has neither. */
export function readTariffs(
  sent: Sent,
  { version, options }: Context,
  findings: Finding[],
): readonly Tariff[] | undefined {
  const fold = (json: unknown, pointer: string) =>
    taken(foldTariff(version, json, options), pointer, findings);
  const { tariffs, tariff } = sent;
  if (tariffs === undefined || tariffs === null) {
    return tariff === undefined || tariff === null ? undefined : [fold(tariff, '/tariff')];
  }
  if (!Array.isArray(tariffs)) throw new LineError('invalid', 'expected a list', '/tariffs');
  return tariffs.map((one: unknown, index) => fold(one, `/tariffs/${index}`));
}

/** The tariff by which a version is guessed; unread. */
export function firstTariff({ tariff, tariffs }: Sent): unknown {
  return tariff ?? (Array.isArray(tariffs) ? tariffs[0] : undefined);
}
