import type { PriceView } from '@peregrine/services';

/** Whether all prices of a station are one, so that it is said once and large. */
export function commonPrice(prices: readonly PriceView[]): PriceView | undefined {
  const [first, ...rest] = prices;
  const text = JSON.stringify(first);
  return rest.every((price) => JSON.stringify(price) === text) ? first : undefined;
}

/** The component that stands for a price where there is room for one: energy, else the first. */
export function mainComponent(price: Extract<PriceView, { kind: 'known' }>) {
  return price.components.find((it) => it.dimension === 'ENERGY') ?? price.components[0];
}
