import type { Decimal, PriceComponent, Rounding, TariffRestrictions } from '@peregrine/domain';
import { flag, type Leaf, need, takeOrRefuse } from '../read/leaves.ts';
import {
  isSent,
  needPart,
  observe,
  type PartReader,
  put,
  type Reading,
  type Sent,
} from '../read/reading.ts';
import { RESTRICTIONS_OF_DAY, restrictionsReader, takeRestrictions } from '../read/restrictions.ts';

/** TIME and PARKING_TIME apart, or SESSION_TIME for both (GIREVE's OCPI 2.1.1, tariffs, B). */
export const GIREVE_DIMENSIONS = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'SESSION_TIME',
  'FLAT',
] as const;

/** One of a closed list of words, without regard to case. */
function word<T>(words: Readonly<Record<string, T>>, blank: T): Leaf<T> {
  return {
    expected: `expected one of ${Object.keys(words).join(', ')}`,
    blank,
    read: (value) => {
      const name = typeof value === 'string' ? value.trim().toUpperCase() : '';
      return Object.hasOwn(words, name) ? words[name] : undefined;
    },
  };
}

/** `HUNDRETH` is how the hub writes it. */
const granularity = word<Decimal>(
  {
    UNIT: '1' as Decimal,
    TENTH: '0.1' as Decimal,
    HUNDRETH: '0.01' as Decimal,
    HUNDREDTH: '0.01' as Decimal,
    THOUSANDTH: '0.001' as Decimal,
  },
  '1' as Decimal,
);
const rule = word<Rounding['rule']>(
  { ROUND_UP: 'up', ROUND_DOWN: 'down', ROUND_NEAR: 'near' },
  'up',
);

/** A rounding says both or it says nothing that can be used. */
const readRounding: PartReader<Rounding> = (reading, sent) => ({
  granularity: need(reading, sent.round_granularity, 'round_granularity', granularity),
  rule: need(reading, sent.round_rule, 'round_rule', rule),
});

/** GIREVE's additions to a price component (its OCPI 2.1.1, tariffs, D to F). */
export function readGireveComponent(
  reading: Reading,
  sent: Sent,
  component: PriceComponent,
): PriceComponent {
  put(component, 'priceRound', takeRounding(reading, sent.price_round, 'price_round'));
  put(component, 'stepRound', takeRounding(reading, sent.step_round, 'step_round'));
  const { exact_price_component: sentExact } = sent;
  if (takeOrRefuse(reading, sentExact, 'exact_price_component', flag) !== false) return component;
  observe(reading, 'approximate-price', 'exact_price_component', 'the hub approximated this price');
  return { ...component, approximate: true };
}

/** It decides a price: one that cannot be read spoils the tariff. */
function takeRounding(reading: Reading, value: unknown, key: string): Rounding | undefined {
  return value === undefined || value === null
    ? undefined
    : needPart(reading, value, key, readRounding);
}

const readOfDay = restrictionsReader(RESTRICTIONS_OF_DAY);

/**
 * When a charge must begin for this tariff to hold: up to two windows of the day, and weekdays
 * (GIREVE's OCPI 2.1.1, tariffs, C).
 */
export function readGireveRestriction(
  reading: Reading,
  sent: Sent,
): TariffRestrictions | undefined {
  const key =
    sent.restriction == null && sent.restrictions != null ? 'restrictions' : 'restriction';
  return takeRestrictions(reading, sent[key], key, readOfDay);
}

/** Said of what changes a price, and is read without the dialect that has it. */
export function observeExtension(reading: Reading, key: string): void {
  observe(reading, 'unknown-extension', key, 'changes a price, and is not of OCPI 2.1.1');
}

/** What of these additions stands in an element that is read without the dialect, and would count. */
export function unreadExtensions(reading: Reading, sent: Sent): readonly string[] {
  const { price_components: list } = sent;
  if (!Array.isArray(list)) return [];
  const found = new Set<string>();
  for (const [index, one] of list.entries()) {
    const names = isSent(one) ? extensionsOf(one) : [];
    reading.path.push('price_components', index);
    for (const name of names) observeExtension(reading, name);
    reading.path.length -= 2;
    for (const name of names) found.add(name);
  }
  return [...found];
}

function extensionsOf(component: Sent): readonly string[] {
  const { step_round: step } = component;
  return [
    ...(component.price_round == null ? [] : ['price_round']),
    ...(step == null || isStandard(step) ? [] : ['step_round']),
    ...(component.exact_price_component === false ? ['exact_price_component'] : []),
  ];
}

/** Whole steps, rounded up: what 2.1.1 does anyway. */
function isStandard(round: unknown): boolean {
  return isSent(round) && round.round_granularity === 'UNIT' && round.round_rule === 'ROUND_UP';
}
