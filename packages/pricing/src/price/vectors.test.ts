import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  add,
  type ChargingPeriod,
  type Decimal,
  type Exact,
  exact,
  multiply,
  parseDecimal,
  parseInstant,
  partyRef,
  roundHalfUp,
  type Tariff,
  type TariffDimension,
  type TariffRestrictions,
  toDecimal,
  ZERO,
} from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { priceSession } from './price-session.ts';
import type { PricedPart } from './types.ts';

/** The specification's own worked examples: beside the repository, which does not hold them. */
const folder = join(import.meta.dirname, '../../../../../shared/vectors/tariff-2.2.1');

type Wire = Record<string, unknown>;
type Vector = {
  name: string;
  tariff: Wire & { elements: { price_components: Wire[]; restrictions?: Wire }[] };
  session: Wire & { charging_periods: (Wire & { dimensions: Wire[] })[] };
  expected: {
    total_cost_excl?: string;
    total_cost_incl?: string;
    dimensions?: Record<string, Record<string, string | number>>;
    periods?: { type: TariffDimension; [field: string]: string | number }[];
  };
};

/** The example contradicts its own tariff: 114 minutes at 1.25/h are 2.375 (ocpi/ocpi#396). */
const errata: Record<string, Vector['expected']> = {
  complex_saturday_1330_43A: { total_cost_excl: '12.375', total_cost_incl: '13.975' },
};

describe.runIf(existsSync(folder))('worked examples of OCPI 2.2.1', () => {
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const vector = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Vector;
    const expected = errata[vector.name] ?? vector.expected;
    test(`${vector.name} agrees`, () => {
      const priced = priceSession(inputOf(vector));
      if (priced.kind !== 'priced') throw new Error(`${priced.reason}: ${priced.detail}`);
      const { result } = priced;
      expectAmount(result.totalExclTax, expected.total_cost_excl);
      expectAmount(result.totalInclTax, expected.total_cost_incl);
      for (const [dimension, wanted] of Object.entries(expected.dimensions ?? {})) {
        expectDimension(
          result.parts.filter((part) => nameOf(part) === dimension),
          wanted,
        );
      }
      for (const [index, wanted] of (expected.periods ?? []).entries()) {
        const part = result.parts.find(
          (it) => it.dimension === wanted.type && it.because.periods.includes(index),
        );
        if (part) expectDimension([part], wanted);
        else expect(Number(wanted.cost_excl ?? 0)).toBe(0);
      }
    });
  }
});

test.runIf(!existsSync(folder))(`worked examples NOT checked: ${folder} is absent`, () => {
  expect(existsSync(folder)).toBe(false);
});

type Part = {
  measured: Exact;
  billed: Exact;
  exclTax: Exact | undefined;
  inclTax: Exact | undefined;
};

function expectDimension(parts: readonly Part[], wanted: Record<string, string | number>) {
  const total = (field: 'measured' | 'billed' | 'exclTax' | 'inclTax') =>
    parts.reduce((sum, part) => add(sum, part[field] ?? ZERO), ZERO);
  const minutes = (hours: Exact) => toDecimal(multiply(hours, exact(60n)));
  for (const [field, value] of Object.entries(wanted)) {
    if (field === 'measured_minutes') expect(minutes(total('measured'))).toBe(String(value));
    if (field === 'billed_minutes') expect(minutes(total('billed'))).toBe(String(value));
    if (field === 'measured_kwh') expect(toDecimal(total('measured'))).toBe(String(value));
    if (field === 'billed_kwh') expect(toDecimal(total('billed'))).toBe(String(value));
    if (field === 'cost_excl') expectAmount(total('exclTax'), String(value));
    if (field === 'cost_incl') expectAmount(total('inclTax'), String(value));
  }
}

/** At the digits that the specification prints, half-up. */
function expectAmount(value: Exact | undefined, printed: string | undefined) {
  if (printed === undefined) return;
  expect(value).toBeDefined();
  const decimals = printed.split('.')[1]?.length ?? 0;
  const wanted = BigInt(printed.replace('.', ''));
  expect(roundHalfUp(value ?? ZERO, decimals)).toBe(wanted);
}

/** As the vectors name a part. */
function nameOf({ dimension, reservation }: PricedPart): string {
  if (!reservation) return dimension;
  return dimension === 'FLAT' ? 'RESERVATION_FLAT' : 'RESERVATION';
}

function inputOf({ tariff, session }: Vector) {
  return {
    tariffs: [tariffOf(tariff)],
    periods: session.charging_periods.map(
      (period): ChargingPeriod => ({
        startedAt: instant(period.start_date_time),
        dimensions: period.dimensions.map(({ type, volume }) => ({
          type: String(type),
          volume: decimalOf(volume),
        })),
      }),
    ),
    startedAt: instant(session.start_date_time),
    endedAt: instant(session.end_date_time),
    timeZone: String(session.time_zone),
    ...(session.reservation_expired !== undefined && {
      reservationExpired: session.reservation_expired === true,
    }),
  };
}

function tariffOf(wire: Vector['tariff']): Tariff {
  return {
    party: partyRef('DE', 'ALL'),
    tariffId: String(wire.id),
    currency: String(wire.currency),
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements: wire.elements.map((element) => ({
      components: element.price_components.map((component) => ({
        dimension: component.type as TariffDimension,
        price: decimalOf(component.price),
        tax:
          component.vat === undefined
            ? ({ kind: 'none' } as const)
            : ({ kind: 'rate', percent: decimalOf(component.vat) } as const),
        stepSize: Number(component.step_size),
      })),
      ...(element.restrictions && { restrictions: restrictionsOf(element.restrictions) }),
    })),
    ...limitOf('minPrice', wire.min_price),
    ...limitOf('maxPrice', wire.max_price),
    lastUpdated: instant(wire.last_updated ?? '2020-01-01T00:00:00Z'),
  };
}

function limitOf(name: 'minPrice' | 'maxPrice', wire: unknown) {
  if (!wire) return {};
  const { excl_vat, incl_vat } = wire as Wire;
  return { [name]: { exclTax: decimalOf(excl_vat), inclTax: decimalOf(incl_vat) } };
}

const NAMES: Record<string, keyof TariffRestrictions> = {
  start_time: 'startTime',
  end_time: 'endTime',
  day_of_week: 'daysOfWeek',
  min_current: 'minCurrentA',
  max_current: 'maxCurrentA',
  max_power: 'maxPowerKw',
  max_duration: 'maxDurationSeconds',
  reservation: 'reservation',
};

function restrictionsOf(wire: Wire): TariffRestrictions {
  const exactly = ['min_current', 'max_current', 'max_power'];
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => {
      const known = NAMES[name];
      if (!known) throw new Error(`the test does not fold ${name}`);
      return [known, exactly.includes(name) ? decimalOf(value) : value];
    }),
  );
}

function decimalOf(value: unknown): Decimal {
  const parsed = parseDecimal(value as number);
  if (parsed === undefined) throw new Error(`no decimal: ${String(value)}`);
  return parsed;
}

function instant(value: unknown) {
  const parsed = parseInstant(String(value));
  if (parsed === undefined) throw new Error(`no instant: ${String(value)}`);
  return parsed;
}
