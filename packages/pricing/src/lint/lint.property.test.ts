import {
  type ChargingPeriod,
  decimal,
  instantOf,
  type PriceComponent,
  type Tariff,
  type TariffElement,
  type TariffRestrictions,
} from '@peregrine/domain';
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
  subarray,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceSession } from '../price/price-session.ts';
import { lint } from './lint.ts';
import { component, instant, NO_TAX, tariff, vat } from './tariff.fixture.ts';
import { LINT_CODES } from './types.ts';

// Few values, so that restrictions meet, cross and hide each other often.
const few = (...values: readonly string[]) => constantFrom(...values.map(decimal));
const kwh = few('0', '5', '10', '10.5');
const flow = few('0', '11', '22', '50');
const seconds = constantFrom(0, 600, 3_600);
const times = constantFrom('00:00', '06:00', '08:30', '18:00', '23:59');
const dates = constantFrom('2026-03-27', '2026-03-28', '2026-03-30', '2026-04-04');
const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

const restriction = oneof(
  record({ startTime: times }),
  record({ startTime: times, endTime: times }),
  record({ endDate: dates }),
  record({ startDate: dates, endDate: dates }),
  record({ minKwh: kwh }),
  record({ minKwh: kwh, maxKwh: kwh }),
  record({ maxCurrentA: flow }),
  record({ minPowerKw: flow }),
  record({ maxPowerKw: flow }),
  record({ minDurationSeconds: seconds }),
  record({ maxDurationSeconds: seconds }),
  record({ daysOfWeek: subarray(DAYS) }),
  record({ reservation: constantFrom('RESERVATION', 'RESERVATION_EXPIRES') }),
);
const restrictions = array(restriction, { maxLength: 3 }).map(
  (parts): TariffRestrictions => Object.assign({}, ...parts),
);

const components = array(
  record({
    dimension: constantFrom('ENERGY', 'TIME', 'PARKING_TIME', 'SESSION_TIME', 'FLAT'),
    cents: integer({ min: -10, max: 900 }),
    step: constantFrom(-1, 0, 1, 60, 900, 3_600),
    tax: constantFrom(vat('19'), vat('7'), vat('-3'), NO_TAX, { kind: 'unknown' } as const),
  }).map(({ dimension, cents, step, tax }): PriceComponent => {
    const sized = component(dimension, String(cents / 100), step, tax);
    return sized;
  }),
  { maxLength: 3 },
);

const elements = array(
  record({ components, restrictions }).map((it): TariffElement => it),
  { maxLength: 7 },
);
const tariffs = record({
  elements,
  elementChoice: constantFrom('per-dimension', 'whole-element'),
  taxIncluded: constantFrom('yes', 'no', 'not-applicable'),
  currency: constantFrom('EUR', 'HUF', 'eur', '', 'ZZZ'),
  type: constantFrom('AD_HOC_PAYMENT', 'REGULAR', ''),
}).map(({ elements: list, ...more }): Tariff => tariff(list, more));

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
      { numRuns: 2_000 },
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
      { numRuns: 2_000 },
    );
    // Both sides were there: the guarantee is not an empty one.
    expect(hidden).toBeGreaterThan(500);
    expect(priced).toBeGreaterThan(500);
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
      { numRuns: 1_500 },
    );
    expect(gapless).toBeGreaterThan(200);
  });
});
