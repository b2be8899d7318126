import type { Cdr, Finding, Tariff } from '@peregrine/domain';
import { observe } from '../observe.ts';
import type { Facts, Rule } from '../types.ts';

/** R13: the tariff that the claim must be checked against: missing, unusable, or not the one claimed. */
export const tariff: Rule = {
  code: 'R13',
  about: 'price',
  onError: 'held',
  check(facts) {
    return [...unpriceable(facts), ...otherVersion(facts), ...unknownIds(facts)];
  },
};

function unpriceable({ tariff: basis, priced }: Facts): Finding[] {
  const seen = { pointer: '/tariffs', severity: 'error', action: 'hold' } as const;
  if (!basis) return [observe('R13.no-tariff', seen)];
  if (priced.kind === 'unpriceable') {
    return [observe('R13.unpriceable', seen, { detail: priced.detail })];
  }
  return priced.result.totalExclTax ? [] : [observe('R13.unknown-tax', seen)];
}

function otherVersion({ cdr, tariff: basis }: Facts): Finding[] {
  const claimed = cdr.tariffs.find((it) => it.tariffId === basis?.tariffId);
  if (!basis || !claimed) return [];
  const pointer = `/tariffs/${cdr.tariffs.indexOf(claimed)}`;
  const seen = { pointer, severity: 'warning', action: 'correct-tariff' } as const;
  const found: Finding[] = [];
  if (pricesOf(claimed) !== pricesOf(basis)) {
    const prices = { claimed: pricesOf(claimed), computed: pricesOf(basis) };
    found.push(observe('R13.other-prices', { ...seen, ...prices }));
  } else if (conditionsOf(claimed) !== conditionsOf(basis)) {
    found.push(observe('R13.other-conditions', seen));
  }
  if (!isInForce(claimed, cdr)) found.push(observe('R13.not-in-force', seen));
  return found;
}

function isInForce({ startsAt, endsAt }: Tariff, { startedAt }: Cdr): boolean {
  const start = Date.parse(startedAt);
  if (startsAt !== undefined && start < Date.parse(startsAt)) return false;
  return endsAt === undefined || start < Date.parse(endsAt);
}

function unknownIds({ cdr, tariff: basis, otherTariffs = [] }: Facts): Finding[] {
  if (!basis) return [];
  const known = new Set(
    [basis, ...otherTariffs, ...cdr.tariffs].map(({ tariffId }) => tariffId.toLowerCase()),
  );
  return cdr.periods.flatMap(({ tariffId }, index) => {
    if (tariffId === undefined || known.has(tariffId.toLowerCase())) return [];
    const pointer = `/charging_periods/${index}/tariff_id`;
    const seen = { pointer, severity: 'warning', action: 'tolerate', claimed: tariffId } as const;
    return [observe('R13.unknown-id', seen, { tariffId })];
  });
}

/** What a tariff charges, without its taxes: `ENERGY 0.45/1, FLAT 0.35/1`. */
function pricesOf(it: Tariff): string {
  return it.elements
    .flatMap((element) => element.components)
    .map(({ dimension, price, stepSize }) => `${dimension} ${price}/${stepSize}`)
    .join(', ');
}

/** When, up to which bounds and how taxed it charges that; field by field, in one order. */
function conditionsOf({ elements, restrictions, minPrice, maxPrice, taxIncluded }: Tariff): string {
  const conditions = elements.map((element) => element.restrictions);
  return JSON.stringify([conditions, restrictions, minPrice, maxPrice, taxIncluded], sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
