import {
  add,
  type ChargingPeriod,
  compare,
  type Decimal,
  decimal,
  type Exact,
  exact,
  exactOf,
  instantOf,
  subtract,
  sum,
  type Tariff,
  toDecimal,
  ZERO,
} from '@peregrine/domain';
import {
  assert,
  constantFrom,
  integer,
  property,
  record,
  shuffledSubarray,
  string,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeSession } from './describe-session.ts';
import { priceSession } from './price-session.ts';
import { randomCase } from './random-session.fixture.ts';
import { component, element, priced, session, tariff, totals } from './tariff.fixture.ts';
import { taxLines } from './tax-lines.ts';
import type { PricedSession, PriceSessionInput } from './types.ts';

const RUNS = { numRuns: 1_500 };
const seeds = integer({ min: 1, max: 2 ** 31 - 1 });

/** Every random case that has a price. */
function forAnyPrice(check: (result: PricedSession, input: PriceSessionInput) => void): void {
  assert(
    property(seeds, (seed) => {
      const { input } = randomCase(seed);
      const result = priceSession(input);
      if (result.kind === 'priced') check(result.result, input);
    }),
    RUNS,
  );
}

function expectSame(a: Exact | undefined, b: Exact | undefined): void {
  expect(a && toDecimal(a, 30)).toBe(b && toDecimal(b, 30));
  if (a && b) expect(compare(a, b)).toBe(0);
}

const known = (values: readonly (Exact | undefined)[]) =>
  values.every((value) => value !== undefined) ? sum(values) : undefined;

describe('for any tariff and session', () => {
  test('the parts sum to the whole, before tax and after, unless a limit says otherwise', () => {
    forAnyPrice(({ parts, totalExclTax, totalInclTax, limited }) => {
      if (limited) return;
      expectSame(known(parts.map((part) => part.exclTax)), totalExclTax);
      expectSame(known(parts.map((part) => part.inclTax)), totalInclTax);
    });
  });

  test('before tax plus the taxes is after tax, with a limit too', () => {
    forAnyPrice((result) => {
      const { totalExclTax, totalInclTax } = result;
      const lines = taxLines(result);
      if (!totalExclTax || !totalInclTax) return expect(lines).toBeUndefined();
      expectSame(add(totalExclTax, sum((lines ?? []).map((line) => line.amount))), totalInclTax);
      return expectSame(sum((lines ?? []).map((line) => line.base)), totalExclTax);
    });
  });

  test('an unknown rate leaves the other side unknown, and never both are', () => {
    forAnyPrice(({ parts, totalExclTax, totalInclTax }) => {
      expect(totalExclTax ?? totalInclTax).toBeDefined();
      for (const { tax, taxIncluded, exclTax, inclTax } of parts) {
        const isUnknown = tax.kind === 'unknown' && taxIncluded !== 'not-applicable';
        expect(inclTax === undefined).toBe(isUnknown && taxIncluded === 'no');
        expect(exclTax === undefined).toBe(isUnknown && taxIncluded === 'yes');
        if (!exclTax) expect(totalExclTax).toBeUndefined();
        if (!inclTax) expect(totalInclTax).toBeUndefined();
      }
    });
  });

  test('nothing is billed that a step does not explain', () => {
    forAnyPrice(({ parts }) => {
      for (const { measured, billed, because } of parts) {
        expectSame(subtract(billed, measured), because.step?.added ?? ZERO);
      }
    });
  });

  test('the order in which periods are sent changes nothing', () => {
    assert(
      property(seeds, seeds, (seed, order) => {
        const { input } = randomCase(seed);
        const periods = [...input.periods];
        for (let at = periods.length - 1; at > 0; at -= 1) {
          const other = (order >> at) % (at + 1);
          const [here, there] = [periods[at], periods[other]];
          if (here && there) [periods[at], periods[other]] = [there, here];
        }
        const [sent, moved] = [priceSession(input), priceSession({ ...input, periods })];
        expect(moved.kind).toBe(sent.kind);
        if (sent.kind !== 'priced' || moved.kind !== 'priced') return;
        expectSame(moved.result.totalExclTax, sent.result.totalExclTax);
        expectSame(moved.result.totalInclTax, sent.result.totalInclTax);
      }),
      RUNS,
    );
  });

  test('splitting a period in which no price changes changes nothing', () => {
    let split = 0;
    assert(
      property(seeds, integer({ min: 1, max: 99 }), (seed, percent) => {
        const { input } = randomCase(seed);
        const result = priceSession(input);
        if (result.kind !== 'priced') return;
        const index = seed % input.periods.length;
        const spans = result.result.notes.some(
          (note) => note.code === 'period-spans-price-change' && note.periodIndex === index,
        );
        const periods = splitPeriod(input, index, percent);
        if (spans || !periods) return;
        split += 1;
        const halves = priced({ ...input, periods });
        expectSame(halves.totalExclTax, result.result.totalExclTax);
        expectSame(halves.totalInclTax, result.result.totalInclTax);
      }),
      RUNS,
    );
    expect(split).toBeGreaterThan(RUNS.numRuns / 3);
  });

  test('without a tariff, or in a zone that does not exist, there is no price', () => {
    forAnyPrice((_, input) => {
      expect(priceSession({ ...input, tariffs: [] }).kind).toBe('unpriceable');
      expect(priceSession({ ...input, timeZone: 'Europe/Atlantis' }).kind).toBe('unpriceable');
    });
  });

  test('the description is plain JSON, and says what the computation says', () => {
    forAnyPrice((result) => {
      const described = describeSession(result);
      expect(JSON.parse(JSON.stringify(described))).toEqual(described);
      expect(described.totalExclTax).toBe(result.totalExclTax && toDecimal(result.totalExclTax));
    });
  });
});

/** In two, at so many percent of its time and of its energy, exact to the second and the Wh. */
function splitPeriod(
  input: PriceSessionInput,
  index: number,
  percent: number,
): readonly ChargingPeriod[] | undefined {
  const period = input.periods[index];
  const next = input.periods[index + 1]?.startedAt ?? input.endedAt;
  if (!period) return undefined;
  const start = Date.parse(period.startedAt);
  const seconds = (Date.parse(next) - start) / 1_000;
  const first = Math.floor((seconds * percent) / 100);
  const times = period.dimensions.filter(({ type }) => type.endsWith('TIME'));
  if (first < 1 || first >= seconds || times.length > 1) return undefined;
  const energy = period.dimensions.find(({ type }) => type === 'ENERGY');
  const wh = energy ? Math.trunc((Number(energy.volume) * 1_000 * percent) / 100) : 0;
  const part = (lasted: number, kwh: Exact): ChargingPeriod['dimensions'] =>
    period.dimensions.map(({ type, volume }) => {
      if (type === 'ENERGY') return { type, volume: toDecimal(kwh) };
      if (!type.endsWith('TIME')) return { type, volume };
      return { type, volume: toDecimal(exact(BigInt(lasted), 3_600n), 8) };
    });
  const firstKwh = exact(BigInt(wh), 1_000n);
  const rest = subtract(energy ? exactOf(energy.volume) : ZERO, firstKwh);
  return [
    ...input.periods.slice(0, index),
    { ...period, dimensions: part(first, firstKwh) },
    {
      ...period,
      startedAt: instantOf(new Date(start + first * 1_000)),
      dimensions: part(seconds - first, rest),
    },
    ...input.periods.slice(index + 1),
  ];
}

test('whatever a partner writes into restrictions and volumes, pricing answers', () => {
  const text = string({ maxLength: 6 });
  const clock = constantFrom('08:00', '24:00', '25:99', '7:5', '', '00:00');
  const restrictions = record(
    {
      startTime: clock,
      endTime: clock,
      startDate: constantFrom('2026-02-30', '2026-03-01', 'soon'),
      daysOfWeek: shuffledSubarray(['MONDAY', 'monday', 'SUNDAY', 'SOMEDAY']),
      minDurationSeconds: constantFrom(0, -5, 1.5, 10 ** 9),
      reservation: text,
    },
    { requiredKeys: [] },
  );
  const volume = constantFrom('0', '-1', '0.3333333333333333', '99999999999', '1e-9').map(decimal);
  assert(
    property(restrictions, volume, integer({ min: -3, max: 10 ** 7 }), (drawn, kwh, stepSize) => {
      const components: Tariff['elements'][number]['components'] = [
        { ...component('ENERGY', '0.3', { vat: '-100' }), stepSize },
        { ...component('TIME', '-2', { vat: '19' }), stepSize: 1.5 },
      ];
      const basis = tariff([element(components, drawn)], { taxIncluded: 'yes' });
      const volumes: Record<string, Decimal> = { ENERGY: kwh, TIME: kwh };
      const input = session('2026-03-02T09:00:00Z', [{ minutes: 10, volumes }]);
      expect(['priced', 'unpriceable']).toContain(
        priceSession({ tariffs: [basis], ...input }).kind,
      );
    }),
    RUNS,
  );
});

test('a tax that takes all leaves nothing to tell what was there before', () => {
  const basis = tariff([element([component('ENERGY', '1', { vat: '-100' })])], {
    taxIncluded: 'yes',
  });
  const input = session('2026-03-02T09:00:00Z', [{ minutes: 10, volumes: { ENERGY: '1' } }]);
  expect(totals(priced({ tariffs: [basis], ...input }))).toEqual([undefined, '1']);
});
