export * from './price/describe-session.ts';
export { DEFAULT_POLICY, type PricingPolicy } from './price/policy.ts';
export { priceSession } from './price/price-session.ts';
export { sumOfKnown } from './price/total.ts';
export * from './price/types.ts';
export { amountsOf } from './price/with-tax.ts';
export { projectQuote } from './quote/project-quote.ts';
export { quote } from './quote/quote.ts';
export type * from './quote/types.ts';
