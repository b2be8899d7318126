import { showPrice, type UnknownPrice, vatPercent } from '@peregrine/billing';
import { type DriverPlan, instantOf, type Tariff } from '@peregrine/domain';
import type { PriceView } from '../views/station.ts';

/** What a connector costs a driver of this plan now, or why that is unknown. */
export function priceConnector(input: {
  readonly tariffIds: readonly string[];
  readonly tariff: Tariff | undefined;
  readonly plan: DriverPlan | undefined;
  readonly own: boolean;
  readonly country: string;
  readonly at: Date;
}): PriceView {
  const { tariffIds, tariff, plan, own, country, at } = input;
  if (tariffIds.length === 0) return unknown('no-tariff');
  if (!tariff) return unknown('tariff-not-received');
  // Without a plan in force there is no price of ours either.
  if (!plan) return unknown('unsupported-tariff');
  const shown = showPrice({
    tariff,
    plan,
    site: own ? 'own' : 'partner',
    vatPercent: vatPercent(country, instantOf(at)),
  });
  if (shown.kind === 'unknown') return unknown(shown.reason);
  const { currency, components } = shown;
  return { kind: 'known', currency, vatPercent: shown.vatPercent, components };
}

function unknown(reason: UnknownPrice['reason']): PriceView {
  return { kind: 'unknown', reason };
}
