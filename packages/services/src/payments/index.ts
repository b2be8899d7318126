export { collectPayment } from './collect-payment.ts';
export { type CardView, listCards } from './list-cards.ts';
export { openCardPage } from './open-card-page.ts';
export { ensurePaymentLink } from './payment-link.ts';
export { processWebhook } from './process-webhook.ts';
export { receiveWebhook } from './receive-webhook.ts';
export { releaseHold } from './release-hold.ts';
export { saveCard } from './save-card.ts';
