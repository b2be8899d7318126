import type { Tariff } from '@peregrine/domain';
import {
  conditionsOf,
  type DescribedPart,
  describeSession,
  type PricedSession,
} from '@peregrine/pricing';
import type { LineReason, RatedReason } from './price-types.ts';

/** The reason of a rated charge. The operator's tax stays out: retail carries our own. */
export function ratedReason(
  priced: PricedSession,
  tariff: Tariff,
  lines: readonly LineReason[],
): RatedReason {
  const { totalInclTax: _, ...session } = describeSession(priced);
  return {
    session: { ...session, parts: session.parts.map(withoutTax) },
    tariff: conditionsOf(tariff),
    lines,
  };
}

function withoutTax({ taxPercent: _, inclTax: __, ...part }: DescribedPart): DescribedPart {
  return part;
}
