export { billCharge } from './bill-charge.ts';
export { mailReceipt } from './mail-receipt.ts';
export { viewReceipt } from './view-receipt.ts';
