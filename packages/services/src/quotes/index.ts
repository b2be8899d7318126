export { quoteCharge } from './quote-charge.ts';
