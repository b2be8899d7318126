import {
  type Decimal,
  type Exact,
  exactOf,
  type Finding,
  type FindingSeverity,
  minorDigits,
  roundHalfUp,
  type SuggestedAction,
  subtract,
  toDecimal,
} from '@peregrine/domain';
import { type Gaps, REASONS, type ReasonKey } from './reasons.ts';

type GapsOf<Key extends ReasonKey> = Gaps<(typeof REASONS)[Key]>;

/** What fills the gaps of a reason's sentence; nothing where it has none. */
type Values<Key extends ReasonKey> = [GapsOf<Key>] extends [never]
  ? []
  : [values: Readonly<Record<GapsOf<Key>, string>>];

type Seen = {
  readonly pointer: string;
  readonly severity: FindingSeverity;
  readonly action: SuggestedAction;
  readonly claimed?: string;
  readonly computed?: string;
};

type SeenAmount = Omit<Seen, 'claimed' | 'computed'> & {
  readonly claimed: Decimal;
  readonly computed: Exact;
  readonly currency: string;
};

/** A finding under the key of its reason, whose first part is the rule's code: `R06.future`. */
export function observe<Key extends ReasonKey>(
  key: Key,
  seen: Seen,
  ...[given]: Values<Key>
): Finding {
  const values: Readonly<Record<string, string>> = given ?? {};
  return {
    code: key.slice(0, key.indexOf('.')),
    ...seen,
    reason: REASONS[key].replace(/\{(\w+)\}/g, (_gap, name: string) => values[name] ?? ''),
    because: { key, values },
  };
}

/** A finding about an amount, claimed and computed side by side with their difference. */
export function observeAmount<Key extends ReasonKey>(
  key: Key,
  { computed, currency, ...seen }: SeenAmount,
  ...values: Values<Key>
): Finding {
  const difference = subtract(exactOf(seen.claimed), computed);
  return {
    ...observe(key, { ...seen, computed: toDecimal(computed) }, ...values),
    differenceMinor: roundHalfUp(difference, minorDigits(currency)).toString(),
    currency,
  };
}
