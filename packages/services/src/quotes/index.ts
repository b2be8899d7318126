export { addPlanVersion } from './add-plan-version.ts';
export { quoteCharge } from './quote-charge.ts';
export { viewQuote } from './view-quote.ts';
