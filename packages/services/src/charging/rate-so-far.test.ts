import { at, buildSession, dec } from '@peregrine/testkit';
import { describe, expect, test } from 'vitest';
import { liveNumbers } from './live-numbers.ts';
import { completePeriods, measuredAt } from './rate-so-far.ts';

const period = (startedAt: string, ...dimensions: [string, string][]) => ({
  startedAt: at(startedAt),
  dimensions: dimensions.map(([type, volume]) => ({ type, volume: dec(volume) })),
});

describe('how far a session is told', () => {
  test('its end; else its newest timestamp, whatever our clock says', () => {
    const endedAt = at('2026-03-01T11:00:00Z');
    expect(measuredAt(buildSession({ endedAt }))).toBe(endedAt);
    const lastUpdated = at('2026-03-01T10:10:00Z');
    expect(measuredAt(buildSession({ lastUpdated }))).toBe(lastUpdated);
  });

  test.each([
    [
      'as its energy takes at its power',
      [
        ['ENERGY', '11'],
        ['POWER', '22'],
      ],
      '10:50:00',
    ],
    ['as it says that it parked', [['PARKING_TIME', '0.25']], '10:35:00'],
    [
      'as it says that it charged',
      [
        ['TIME', '0.1'],
        ['ENERGY', '3'],
      ],
      '10:26:00',
    ],
  ] as [string, [string, string][], string][])('its open period lasts %s', (_, told, end) => {
    const periods = [period('2026-03-01T10:20:00Z', ...told)];
    const session = buildSession({ periods, lastUpdated: at('2026-03-01T10:01:00Z') });
    expect(measuredAt(session)).toBe(`2026-03-01T${end}.000Z`);
  });
});

describe('the periods of an estimate hold all the energy', () => {
  test('that was told beside them', () => {
    const session = buildSession({ energyKwh: dec('6.5') });
    expect(completePeriods(session).at(-1)?.dimensions).toEqual([
      { type: 'ENERGY', volume: '6.5' },
    ]);
    const bare = buildSession({ energyKwh: dec('6.5'), periods: [] });
    expect(completePeriods(bare)).toEqual([period('2026-03-01T10:00:00Z', ['ENERGY', '6.5'])]);
  });

  test('and are left alone when they do already', () => {
    const session = buildSession();
    expect(completePeriods(session)).toBe(session.periods);
  });
});

test('the curve has at most 120 points and ends with the newest', () => {
  const periods = Array.from({ length: 500 }, (_, index) =>
    period(new Date(Date.UTC(2026, 2, 1, 10, index)).toISOString(), ['POWER', String(index)]),
  );
  const { curve } = liveNumbers(buildSession({ periods }), new Date('2026-03-01T20:00:00Z'));
  expect(curve.length).toBeLessThanOrEqual(120);
  expect(curve.at(-1)?.powerKw).toBe('499');
});
