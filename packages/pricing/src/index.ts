export * from './price/describe-session.ts';
export { priceSession } from './price/price-session.ts';
export { withTax } from './price/total.ts';
export type * from './price/types.ts';
