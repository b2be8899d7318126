export { type CardView, listCards, openCardPage } from './cards.ts';
export { collectPayment } from './collect-payment.ts';
export { ensurePaymentLink } from './payment-link.ts';
export { processWebhook } from './process-webhook.ts';
export { receiveWebhook } from './receive-webhook.ts';
export { releaseHold } from './release-hold.ts';
export { saveCard } from './save-card.ts';
