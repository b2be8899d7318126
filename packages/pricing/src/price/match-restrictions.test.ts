import { decimal, parseInstant, type TariffRestrictions } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { compileRestrictions } from './compile-restrictions.ts';
import { instantMs } from './instant-ms.ts';
import { type Moment, matchRestrictions } from './match-restrictions.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { zoneClock } from './zone-clock.ts';

const dec = decimal;

/** Sunday 2026-03-01, 11:00 in Berlin, unless told otherwise. */
function moment(
  changes: {
    readonly at?: string;
    readonly before?: bigint;
    readonly elapsedMs?: bigint;
    readonly volumes?: Readonly<Record<string, string>>;
  } = {},
): Moment {
  const startedAt = parseInstant(changes.at ?? '2026-03-01T10:00:00Z');
  const clock = zoneClock('Europe/Berlin');
  if (startedAt === undefined || !clock) throw new Error('no instant');
  const dimensions = Object.entries(changes.volumes ?? {}).map(([type, volume]) => ({
    type,
    volume: dec(volume),
  }));
  return {
    period: { startedAt, dimensions },
    localMs: clock.localMs(instantMs(startedAt)),
    energyBeforeMwh: changes.before ?? 0n,
    elapsedMs: changes.elapsedMs ?? 0n,
    flows: { CURRENT: undefined, POWER: undefined },
    wall: undefined,
  };
}

function match(sent: TariffRestrictions, changes?: Parameters<typeof moment>[0]) {
  const restrictions = compileRestrictions(sent, DEFAULT_POLICY);
  const failed = restrictions && matchRestrictions(restrictions, moment(changes), DEFAULT_POLICY);
  return failed === undefined ? 'yes' : typeof failed === 'string' ? 'no' : failed;
}

describe('a restriction holds from its start on, and no longer at its end', () => {
  test.each<[string, TariffRestrictions, Parameters<typeof moment>[0], 'yes' | 'no']>([
    ['start_time, inclusive', { startTime: '11:00' }, {}, 'yes'],
    ['start_time, a minute early', { startTime: '11:01' }, {}, 'no'],
    ['end_time, exclusive', { endTime: '11:00' }, {}, 'no'],
    ['end_time, a minute left', { endTime: '11:01' }, {}, 'yes'],
    ['end_time 00:00 is the end of the day', { startTime: '10:00', endTime: '00:00' }, {}, 'yes'],
    [
      'over midnight, before it',
      { startTime: '22:00', endTime: '06:00' },
      { at: '2026-03-01T22:30:00Z' },
      'yes',
    ],
    [
      'over midnight, after it',
      { startTime: '22:00', endTime: '06:00' },
      { at: '2026-03-01T04:59:00Z' },
      'yes',
    ],
    [
      'over midnight, at its very start',
      { startTime: '22:00', endTime: '06:00' },
      { at: '2026-03-01T21:00:00Z' },
      'yes',
    ],
    [
      'over midnight, at its very end',
      { startTime: '22:00', endTime: '06:00' },
      { at: '2026-03-01T05:00:00Z' },
      'no',
    ],
    ['over midnight, at noon', { startTime: '22:00', endTime: '06:00' }, {}, 'no'],
    ['start equal to end is the whole day', { startTime: '08:00', endTime: '08:00' }, {}, 'yes'],
    ['start_date, inclusive', { startDate: '2026-03-01' }, {}, 'yes'],
    ['end_date, exclusive', { endDate: '2026-03-01' }, {}, 'no'],
    [
      'the local date, not that of UTC',
      { startDate: '2026-03-02' },
      { at: '2026-03-01T23:30:00Z' },
      'yes',
    ],
    ['a weekday that it is', { daysOfWeek: ['SATURDAY', 'SUNDAY'] }, {}, 'yes'],
    ['a weekday that it is not', { daysOfWeek: ['MONDAY'] }, {}, 'no'],
    ['no weekday at all restricts nothing', { daysOfWeek: [] }, {}, 'yes'],
    ['min_kwh, inclusive', { minKwh: dec('20') }, { before: 20_000_000n }, 'yes'],
    ['min_kwh, a mWh short', { minKwh: dec('20') }, { before: 19_999_999n }, 'no'],
    ['min_kwh finer than a mWh', { minKwh: dec('20.0000001') }, { before: 20_000_000n }, 'no'],
    ['max_kwh finer than a mWh', { maxKwh: dec('20.0000001') }, { before: 20_000_000n }, 'yes'],
    ['max_kwh, exclusive', { maxKwh: dec('20') }, { before: 20_000_000n }, 'no'],
    ['min_duration, inclusive', { minDurationSeconds: 60 }, { elapsedMs: 60_000n }, 'yes'],
    ['max_duration, exclusive', { maxDurationSeconds: 60 }, { elapsedMs: 60_000n }, 'no'],
    [
      'min_power, by the least',
      { minPowerKw: dec('11') },
      { volumes: { MIN_POWER: '10', MAX_POWER: '22' } },
      'no',
    ],
    [
      'max_power, by the most',
      { maxPowerKw: dec('22') },
      { volumes: { MIN_POWER: '10', MAX_POWER: '22' } },
      'no',
    ],
    [
      'power as one value',
      { minPowerKw: dec('11'), maxPowerKw: dec('22') },
      { volumes: { POWER: '11' } },
      'yes',
    ],
    [
      'min_current, inclusive',
      { minCurrentA: dec('16') },
      { volumes: { MIN_CURRENT: '16' } },
      'yes',
    ],
    ['all of several', { startTime: '10:00', daysOfWeek: ['MONDAY'] }, {}, 'no'],
    ['no restriction', {}, {}, 'yes'],
  ])('%s', (_name, restrictions, changes, expected) => {
    expect(match(restrictions, changes)).toBe(expected);
  });

  test('a power that nobody reports decides nothing, unless another restriction fails first', () => {
    expect(match({ minPowerKw: dec('11') })).toEqual({ undecidable: 'POWER' });
    expect(match({ maxCurrentA: dec('32') })).toEqual({ undecidable: 'CURRENT' });
    expect(match({ minPowerKw: dec('11'), daysOfWeek: ['MONDAY'] })).toBe('no');
  });
});
