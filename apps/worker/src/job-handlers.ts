import {
  billCharge,
  type Context,
  collectPayment,
  expireStart,
  finishTransaction,
  mailReceipt,
  placeHold,
  processWebhook,
  pullPartner,
  pushToken,
  reconcileCdr,
  releaseHold,
  sendCommand,
  settleCommand,
} from '@peregrine/services';
import type { JobHandlers } from './compose.ts';
import { sweep } from './sweep.ts';

/** Every job of the house and the verb that does it. Each may run any number of times. */
export function jobHandlers(ctx: Context, pullIntervalMs: number): JobHandlers {
  return {
    'pull-partner': async (job) => void (await pullPartner(ctx, job)),
    'push-token': (job) => pushToken(ctx, job),
    'place-hold': (job) => placeHold(ctx, job),
    'send-command': (job) => sendCommand(ctx, job),
    'settle-command': (job) => settleCommand(ctx, job),
    'expire-start': (job) => expireStart(ctx, job),
    'release-hold': (job) => releaseHold(ctx, job),
    'collect-payment': (job) => collectPayment(ctx, job),
    'process-webhook': (job) => processWebhook(ctx, job),
    'reconcile-cdr': (job) => reconcileCdr(ctx, job),
    'bill-charge': async (job) => void (await billCharge(ctx, job)),
    'mail-receipt': (job) => mailReceipt(ctx, job),
    'finish-transaction': async (job) => void (await finishTransaction(ctx, job)),
    sweep: () => sweep(ctx, pullIntervalMs),
  };
}
