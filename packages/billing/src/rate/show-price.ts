import {
  add,
  type Decimal,
  type DriverPlan,
  type Exact,
  exactOf,
  type PriceComponent,
  scaledToDecimal,
  TARIFF_DIMENSIONS,
  type Tariff,
  type TariffDimension,
  ZERO,
} from '@peregrine/domain';
import { amountsOf } from '@peregrine/pricing';
import { oddTariff } from './odd-tariff.ts';
import type { ShownComponent, ShownPrice, UnknownPrice } from './price-types.ts';
import { feeOf, roundingOf, UNIT_OF, UNIT_PRICE_DECIMALS, unitPriceOf } from './retail-price.ts';

export type ShowPriceInput = {
  /** The version in force; undefined when the connector names none. */
  readonly tariff: Tariff | undefined;
  readonly plan: DriverPlan;
  readonly site: 'partner' | 'own';
  /** Of our own table, for the charger's country (`vatPercent`). */
  readonly vatPercent: Decimal | undefined;
};

/**
 * The price of a connector for a driver of this plan, each component with the operator's part and
 * ours apart. The CPO's own tax does not matter here. A tariff whose price depends on
 * the time, the power or the course of the session has no single price to show: unknown.
 */
export function showPrice(input: ShowPriceInput): ShownPrice | UnknownPrice {
  const { tariff, plan, vatPercent } = input;
  if (!tariff) return unknown('no-tariff', 'the connector names no tariff');
  if (vatPercent === undefined) return unknown('unknown-vat', 'no VAT rate for the country');
  if (tariff.currency !== plan.currency) {
    return unknown('currency', `tariff in ${tariff.currency}, plan in ${plan.currency}`);
  }
  const odd = oddTariff(tariff);
  if (odd) return unknown('unsupported-tariff', odd);
  const components = plainComponents(tariff);
  if (typeof components === 'string') return unknown('unsupported-tariff', components);
  const nets = netPrices(components, tariff.taxIncluded);
  if (!nets) return unknown('unsupported-tariff', 'a tax of unknown rate is in the price');
  const all = TARIFF_DIMENSIONS.flatMap((dimension) =>
    showComponent(dimension, nets.get(dimension), { ...input, vatPercent }),
  );
  // A start that costs nothing is not worth a line, unless it is all there is to say.
  const telling = all.filter(({ dimension, allIn }) => dimension !== 'FLAT' || allIn !== '0');
  const shown = telling.length > 0 ? telling : all;
  return {
    kind: 'known',
    currency: tariff.currency,
    vatPercent,
    rounding: roundingOf(plan),
    components: shown,
  };
}

/** The one component of each dimension, or why there is not one price. */
function plainComponents(tariff: Tariff): Map<TariffDimension, PriceComponent> | string {
  if (tariff.minPrice || tariff.maxPrice) return 'a minimum or maximum price';
  const elements = tariff.elements.filter((element) => !element.restrictions?.reservation);
  if (elements.some(({ restrictions }) => isRestricted(restrictions ?? {}))) {
    return 'prices that depend on time, power or duration';
  }
  const reachable = tariff.elementChoice === 'whole-element' ? elements.slice(0, 1) : elements;
  const components = new Map<TariffDimension, PriceComponent>();
  for (const component of reachable.flatMap((element) => element.components)) {
    if (!components.has(component.dimension)) components.set(component.dimension, component);
  }
  return components;
}

function isRestricted(restrictions: object): boolean {
  return Object.values(restrictions).some((value) => value !== undefined);
}

type NetComponent = { readonly net: Exact; readonly stepSize: number };

/** Before the operator's tax; undefined as soon as one cannot be told. */
function netPrices(
  components: ReadonlyMap<TariffDimension, PriceComponent>,
  taxIncluded: Tariff['taxIncluded'],
): Map<TariffDimension, NetComponent> | undefined {
  const nets = new Map<TariffDimension, NetComponent>();
  for (const [dimension, { price, tax, stepSize }] of components) {
    const { exclTax } = amountsOf(exactOf(price), tax, taxIncluded);
    if (!exclTax) return undefined;
    nets.set(dimension, { net: exclTax, stepSize });
  }
  return nets;
}

function showComponent(
  dimension: TariffDimension,
  component: NetComponent | undefined,
  input: Pick<ShowPriceInput, 'plan' | 'site'> & { readonly vatPercent: Decimal },
): ShownComponent[] {
  const fee = feeOf(input.plan, input.site, dimension);
  if (!component && fee.num === 0n) return [];
  const rounding = roundingOf(input.plan);
  const net = component?.net ?? ZERO;
  const operator = unitPriceOf(net, input.vatPercent, rounding);
  const allIn = unitPriceOf(add(net, fee), input.vatPercent, rounding);
  return [
    {
      dimension,
      per: UNIT_OF[dimension],
      allIn: scaledToDecimal(allIn, UNIT_PRICE_DECIMALS),
      operator: scaledToDecimal(operator, UNIT_PRICE_DECIMALS),
      ours: scaledToDecimal(allIn - operator, UNIT_PRICE_DECIMALS),
      stepSize: dimension === 'FLAT' ? 1 : Math.max(1, component?.stepSize ?? 1),
    },
  ];
}

function unknown(reason: UnknownPrice['reason'], detail: string): UnknownPrice {
  return { kind: 'unknown', reason, detail };
}
