export { addPlanVersion } from './add-plan-version.ts';
export { quoteCharge } from './quote-charge.ts';
