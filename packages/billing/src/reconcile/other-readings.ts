import { exactOf } from '@peregrine/domain';
import type { PriceSessionInput } from '@peregrine/pricing';
import { givesClaim, judge } from './difference.ts';
import { basisTariffs, componentsOf, hasRestriction, readsLocalTime } from './tariff-traits.ts';
import type { Facts } from './types.ts';

/** Another way to compute that is met in the field, and where it can make a difference at all. */
type Reading = {
  readonly name: string;
  readonly changes: Partial<PriceSessionInput>;
  matters(facts: Facts): boolean;
};

const DURATIONS = ['minDurationSeconds', 'maxDurationSeconds'] as const;
const FLOWS = ['minCurrentA', 'maxCurrentA', 'minPowerKw', 'maxPowerKw'] as const;

const hasSeveralElements = (facts: Facts) =>
  basisTariffs(facts).some(({ elements }) => elements.length > 1);
const chooses = (choice: string) => (facts: Facts) =>
  facts.tariff?.elementChoice === choice && hasSeveralElements(facts);
const reserves = ({ cdr }: Facts) =>
  cdr.periods.some(({ dimensions }) => dimensions.some(({ type }) => type === 'RESERVATION_TIME'));
const givesBack = ({ cdr }: Facts) =>
  cdr.periods.some(({ dimensions }) => dimensions.some(({ volume }) => volume.startsWith('-')));
const repeats = ({ cdr }: Facts) =>
  cdr.periods.some(
    ({ dimensions }) => new Set(dimensions.map(({ type }) => type)).size < dimensions.length,
  );

/** Steps and hours have rules of their own (R10, R11), and so has the wall clock (R14). */
const READINGS: readonly Reading[] = [
  { name: 'local times are read in UTC', changes: { timeZone: 'UTC' }, matters: readsLocalTime },
  {
    name: 'the first element that matches prices everything',
    changes: { policy: { elementChoice: 'whole-element' } },
    matters: chooses('per-dimension'),
  },
  {
    name: 'each dimension takes its own element',
    changes: { policy: { elementChoice: 'per-dimension' } },
    matters: chooses('whole-element'),
  },
  {
    name: 'only one flat price is due',
    changes: { policy: { flat: 'once-a-session' } },
    matters: (facts) => componentsOf(facts).filter((it) => it.dimension === 'FLAT').length > 1,
  },
  {
    name: 'the highest current or power decides',
    changes: { policy: { flowReading: 'highest' } },
    matters: (facts) => hasRestriction(facts, FLOWS),
  },
  {
    name: 'the lowest current or power decides',
    changes: { policy: { flowReading: 'lowest' } },
    matters: (facts) => hasRestriction(facts, FLOWS),
  },
  {
    name: 'a duration is the difference of the wall clock',
    changes: { policy: { duration: 'wall-clock' } },
    matters: (facts) => hasRestriction(facts, DURATIONS),
  },
  {
    name: 'a duration counts from the reservation',
    changes: { policy: { durationFrom: 'record' } },
    matters: (facts) => reserves(facts) && hasRestriction(facts, DURATIONS),
  },
  {
    name: 'energy that flowed back is free',
    changes: { policy: { returnedEnergy: 'free' } },
    matters: givesBack,
  },
  {
    name: 'a dimension that is sent twice counts twice',
    changes: { policy: { repeatedDimension: 'sum' } },
    matters: repeats,
  },
  {
    name: 'each tariff has its own limits',
    changes: { policy: { limits: 'each-tariff' } },
    matters: (facts) => basisTariffs(facts).length > 1,
  },
];

/** The name of a reading by which the claim is right to the minor unit; none: nothing explains it. */
export function readingThatGivesClaim(facts: Facts): string | undefined {
  if (isTaxIncluded(facts)) return 'the net amount includes the tax';
  return READINGS.find(
    ({ changes, matters }) => matters(facts) && givesClaim(facts, facts.reprice(changes)),
  )?.name;
}

/** The gross amount sent as the net one. */
function isTaxIncluded({ cdr, priced }: Facts): boolean {
  if (priced.kind !== 'priced' || !priced.result.totalInclTax) return false;
  const claimed = exactOf(cdr.totalCost.exclTax);
  return judge(claimed, priced.result.totalInclTax, cdr.currency, 0n) === 'rounding';
}
