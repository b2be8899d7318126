import {
  type ChargingPeriod,
  type Decimal,
  decimal,
  type Instant,
  instantOf,
  type PriceComponent,
  parseInstant,
  partyRef,
  type Tariff,
  type TariffDimension,
  type TariffElement,
  type TariffRestrictions,
  type Tax,
  toDecimal,
} from '@peregrine/domain';
import { priceSession } from './price-session.ts';
import type { PricedPart, PricedSession, PriceSessionInput } from './types.ts';

/** An instant that the test itself writes down. */
export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`no instant: ${text}`);
  return instant;
}

/** `component('ENERGY', '0.25', { vat: '10', step: 1 })`; without `vat` its tax is unknown. */
export function component(
  dimension: TariffDimension,
  price: string,
  more: { vat?: string; tax?: Tax; step?: number } & Partial<PriceComponent> = {},
): PriceComponent {
  const { vat, tax, step, ...rest } = more;
  const rate: Tax =
    vat === undefined ? { kind: 'unknown' } : { kind: 'rate', percent: decimal(vat) };
  return { dimension, price: decimal(price), tax: tax ?? rate, stepSize: step ?? 1, ...rest };
}

export function element(
  components: readonly PriceComponent[],
  restrictions?: TariffRestrictions,
): TariffElement {
  return { components, ...(restrictions && { restrictions }) };
}

export function tariff(elements: readonly TariffElement[], more: Partial<Tariff> = {}): Tariff {
  return {
    party: partyRef('DE', 'PER'),
    tariffId: 'T',
    currency: 'EUR',
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements,
    lastUpdated: at('2020-01-01T00:00:00Z'),
    ...more,
  };
}

/** How long a period lasts in minutes, what it measured, and whose tariff prices it. */
export type Stay = {
  readonly minutes: number;
  readonly volumes: Readonly<Record<string, string>>;
  readonly tariffId?: string;
};

/** Periods one after the other from `startedAt` on, in Berlin unless told otherwise. */
export function session(
  startedAt: string,
  stays: readonly Stay[],
): Pick<PriceSessionInput, 'periods' | 'startedAt' | 'endedAt' | 'timeZone'> {
  const start = Date.parse(at(startedAt));
  const periods: ChargingPeriod[] = [];
  let passed = 0;
  for (const { minutes, volumes, tariffId } of stays) {
    periods.push({
      startedAt: instantOf(new Date(start + passed * 60_000)),
      dimensions: Object.entries(volumes).map(([type, volume]) => ({
        type,
        volume: decimal(volume),
      })),
      ...(tariffId !== undefined && { tariffId }),
    });
    passed += minutes;
  }
  return {
    periods,
    startedAt: at(startedAt),
    endedAt: instantOf(new Date(start + passed * 60_000)),
    timeZone: 'Europe/Berlin',
  };
}

/** The priced session; throws where there is no price. */
export function priced(input: PriceSessionInput): PricedSession {
  const result = priceSession(input);
  if (result.kind !== 'priced') throw new Error(`${result.reason}: ${result.detail}`);
  return result.result;
}

/** `['8.5', '9.7']`: before and after tax, undefined where unknown. */
export function totals({
  totalExclTax,
  totalInclTax,
}: PricedSession): readonly (Decimal | undefined)[] {
  return [totalExclTax && toDecimal(totalExclTax), totalInclTax && toDecimal(totalInclTax)];
}

/** `['PARKING_TIME 0.75 3.75 4.125']`: what is billed, before tax, after tax; a `?` where unknown. */
export function lines({ parts }: PricedSession): readonly string[] {
  return parts.map((part) => {
    const amount = (value: PricedPart['exclTax']) => (value ? toDecimal(value, 4) : '?');
    const name = `${part.reservation ? 'RESERVATION ' : ''}${part.dimension}`;
    return `${name} ${toDecimal(part.billed, 4)} ${amount(part.exclTax)} ${amount(part.inclTax)}`;
  });
}

export function noteCodes({ notes }: PricedSession): readonly string[] {
  return notes.map(({ code }) => code);
}

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];

/** The specification's complex tariff (OCPI 2.2.1 mod_tariffs, Complex Tariff example). */
export const COMPLEX_TARIFF: Tariff = tariff(
  [
    element([component('FLAT', '2.5', { vat: '15' })]),
    element([component('TIME', '1', { vat: '20', step: 900 })], { maxCurrentA: decimal('32') }),
    element([component('TIME', '2', { vat: '20', step: 600 })], {
      minCurrentA: decimal('32'),
      daysOfWeek: WEEKDAYS,
    }),
    element([component('TIME', '1.25', { vat: '20', step: 600 })], {
      minCurrentA: decimal('32'),
      daysOfWeek: ['SATURDAY', 'SUNDAY'],
    }),
    element([component('PARKING_TIME', '5', { vat: '10', step: 300 })], {
      startTime: '09:00',
      endTime: '18:00',
      daysOfWeek: WEEKDAYS,
    }),
    element([component('PARKING_TIME', '6', { vat: '10', step: 300 })], {
      startTime: '10:00',
      endTime: '17:00',
      daysOfWeek: ['SATURDAY'],
    }),
  ],
  { tariffId: '14' },
);

/** Its two sessions: a Monday at 16 A, a Saturday at 43 A, each parked for a while afterwards. */
export const COMPLEX_SESSIONS = [
  session('2019-03-04T08:30:00Z', [
    { minutes: 165, volumes: { TIME: '2.75', MIN_CURRENT: '16', MAX_CURRENT: '16', ENERGY: '10' } },
    { minutes: 42, volumes: { PARKING_TIME: '0.7' } },
  ]),
  session('2019-03-09T12:30:00Z', [
    { minutes: 114, volumes: { TIME: '1.9', MIN_CURRENT: '43', MAX_CURRENT: '43', ENERGY: '20' } },
    { minutes: 71, volumes: { PARKING_TIME: '1.183333' } },
  ]),
] as const;
