export * from './rate/price-types.ts';
export * from './rate/show-price.ts';
export * from './vat/vat-percent.ts';
