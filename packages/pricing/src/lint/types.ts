import type { Decimal, Finding } from '@peregrine/domain';

/** What `lint` looks for; each code is explained in the package's README. */
export const LINT_CODES = [
  'no-elements',
  'element-empty',
  'duplicate-dimension',
  'element-unreachable',
  'component-unreachable',
  'element-never-matches',
  'reach-unknown',
  'elements-overlap',
  'dimension-unpriced',
  'dimension-gap',
  'time-priced-twice',
  'flat-repeated',
  'free-not-declared',
  'reservation-dimension',
  'reservation-restriction',
  'reservation-unknown',
  'restriction-unknown',
  'restriction-malformed',
  'restriction-crossed',
  'restriction-never-holds',
  'restriction-needless',
  'weekdays-all',
  'weekday-repeated',
  'whole-day',
  'outside-validity',
  'validity-crossed',
  'type-unknown',
  'currency-unknown',
  'currency-withdrawn',
  'currency-foreign',
  'price-negative',
  'price-absurd',
  'price-suspiciously-low',
  'price-too-fine',
  'price-approximate',
  'tax-absent',
  'tax-partly-missing',
  'tax-mixed',
  'tax-negative',
  'tax-too-high',
  'tax-not-european',
  'tax-contradiction',
  'tax-included-unknown',
  'step-negative',
  'step-zero',
  'step-on-flat',
  'step-overcharges',
  'step-changes',
  'limit-negative',
  'limits-crossed',
  'limit-after-tax-too-low',
  'limit-tax-mismatch',
  'limit-zero',
  'limit-always-reached',
  'limit-never-reached',
  'transparency-no-energy-price',
  'transparency-time-while-charging',
  'transparency-session-fee',
  'transparency-unforeseeable',
  'transparency-order',
] as const;
export type LintCode = (typeof LINT_CODES)[number];

/**
 * An observation about a tariff. `pointer` is a JSON pointer into the tariff as OCPI spells it
 * (`/elements/0/restrictions/end_time`); `suggestion` is what its author may have meant.
 */
export type LintFinding = Finding & { readonly code: LintCode; readonly suggestion?: string };

/** What the tariff does not say itself: the greatest power of the points that it applies to. */
export type LintContext = { readonly maxPowerKw?: Decimal };
