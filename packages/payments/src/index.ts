export { openPayments, type PaymentSettings } from './open-payments.ts';
