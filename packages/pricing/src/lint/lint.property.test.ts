import { type ChargingPeriod, decimal, instantOf, type Tariff } from '@peregrine/domain';
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  property,
  record,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../generate/random.ts';
import { priceSession } from '../price/price-session.ts';
import { anyTariff } from './any-tariff.fixture.ts';
import { lint } from './lint.ts';
import { instant } from './tariff.fixture.ts';
import { LINT_CODES } from './types.ts';

const tariffs = integer().map((seed) => anyTariff(randomOf(seed).below));

/** Weird ones too: names we do not know, values nobody can read. */
const broken = oneof(
  constant({ unknown: ['min_soc'] }),
  constant({ startTime: '24:00', endTime: '8:00' }),
  constant({ startDate: '2026-02-31', endDate: 'tomorrow' }),
  constant({ daysOfWeek: ['Mon', '', 'MONDAY', 'MONDAY'] }),
  constant({ reservation: 'MAYBE' }),
  constant({ minDurationSeconds: Number.NaN, maxDurationSeconds: 1.5 }),
  constant({ minKwh: decimal('-5'), maxKwh: decimal('-6') }),
);

const BEGIN = Date.parse(instant('2026-03-27T20:00:00Z'));
const at = (minutes: number) => instantOf(new Date(BEGIN + minutes * 60_000));

const slice = record({
  minutes: integer({ min: 1, max: 700 }),
  wattHours: integer({ min: 0, max: 12_000 }),
  kind: constantFrom('TIME', 'PARKING_TIME', 'RESERVATION_TIME'),
  low: integer({ min: 0, max: 60 }),
  spread: constantFrom(0, 0, 5, 30),
});

function sessionOf(slices: readonly Slice[]) {
  let elapsed = 0;
  const periods = slices.map(({ minutes, wattHours, kind, low, spread }): ChargingPeriod => {
    const startedAt = at(elapsed);
    elapsed += minutes;
    const volumes: Readonly<Record<string, string>> = {
      ENERGY: kind === 'TIME' ? String(wattHours / 1_000) : '0',
      [kind]: (minutes / 60).toFixed(6),
      MIN_POWER: String(low),
      MAX_POWER: String(low + spread),
      MIN_CURRENT: String(low),
      MAX_CURRENT: String(low + spread),
    };
    const dimensions = Object.entries(volumes).map(([type, volume]) => ({
      type,
      volume: decimal(volume),
    }));
    return { startedAt, dimensions };
  });
  return { periods, startedAt: at(0), endedAt: at(elapsed), timeZone: 'Europe/Berlin' };
}
type Slice = {
  readonly minutes: number;
  readonly wattHours: number;
  readonly kind: string;
  readonly low: number;
  readonly spread: number;
};

describe('for any tariff', () => {
  test('lint answers in coded findings, whatever is written in it', () => {
    const anything = record({ it: tariffs, odd: array(broken, { maxLength: 3 }) }).map(
      ({ it, odd }): Tariff => ({
        ...it,
        elements: it.elements.map((element, index) => ({
          ...element,
          ...(odd[index] && { restrictions: odd[index] }),
        })),
      }),
    );
    assert(
      property(anything, (it) => {
        for (const { code, pointer, reason } of lint(it)) {
          expect(LINT_CODES).toContain(code);
          expect(pointer).toMatch(/^\//);
          expect(reason).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('what lint calls unreachable never prices anything', () => {
    let hidden = 0;
    let priced = 0;
    assert(
      property(
        tariffs,
        array(slice, { minLength: 1, maxLength: 8 }),
        boolean(),
        (it, slices, expired) => {
          const dead = lint(it).flatMap(({ code, pointer }) => {
            const isDead = [
              'element-unreachable',
              'component-unreachable',
              'element-never-matches',
              'duplicate-dimension',
            ].includes(code);
            const [, , element, , part] = pointer.split('/');
            return isDead
              ? [
                  {
                    element: Number(element),
                    part: code.startsWith('element') ? undefined : Number(part),
                  },
                ]
              : [];
          });
          hidden += dead.length;
          const result = priceSession({
            ...sessionOf(slices),
            tariffs: [it],
            reservationExpired: expired,
          });
          if (result.kind !== 'priced') return;
          for (const { elementIndex, componentIndex } of result.result.parts) {
            priced += 1;
            const won = dead.find(
              ({ element, part }) =>
                element === elementIndex && (part ?? componentIndex) === componentIndex,
            );
            expect(won).toBeUndefined();
          }
        },
      ),
      { numRuns: 1_000 },
    );
    // Both sides were there: the guarantee is not an empty one.
    expect(hidden).toBeGreaterThan(50);
    expect(priced).toBeGreaterThan(50);
  });

  test('where lint sees no gap, an ordinary charge has a price at every moment', () => {
    let gapless = 0;
    assert(
      property(tariffs, array(slice, { minLength: 1, maxLength: 8 }), (it, slices) => {
        const codes = lint(it).map(({ code, reason }) => `${code} ${reason.split(' ')[0]}`);
        const prices = it.elements.some(
          ({ components, restrictions }) =>
            components.some(({ dimension }) => dimension === 'ENERGY') &&
            !restrictions?.reservation,
        );
        if (!prices || codes.includes('dimension-gap ENERGY')) return;
        gapless += 1;
        const ordinary = slices.map((one) => ({
          ...one,
          kind: 'TIME',
          spread: 0,
          wattHours: one.wattHours + 1,
        }));
        const result = priceSession({ ...sessionOf(ordinary), tariffs: [it] });
        if (result.kind !== 'priced') throw new Error(result.detail);
        const energy = result.result.parts.filter(({ dimension }) => dimension === 'ENERGY');
        const covered = energy.flatMap(({ because }) => because.periods).sort((a, b) => a - b);
        expect(covered).toEqual(ordinary.map((_, index) => index));
      }),
      { numRuns: 700 },
    );
    expect(gapless).toBeGreaterThan(20);
  });
});
