import { listCharges, startCharge, stopCharge, viewCharge } from '@peregrine/services';
import { followCharge } from '../follow-charge.ts';
import { chargeInput, historyInput, startInput } from '../inputs.ts';
import { driverProcedure, router } from '../procedures.ts';

export const chargesRouter = router({
  start: driverProcedure
    .input(startInput)
    .mutation(({ ctx, input }) => startCharge(ctx.service, input)),
  stop: driverProcedure
    .input(chargeInput)
    .mutation(({ ctx, input }) => stopCharge(ctx.service, input)),
  view: driverProcedure
    .input(chargeInput)
    .query(({ ctx, input }) => viewCharge(ctx.service, input)),
  list: driverProcedure
    .input(historyInput)
    .query(({ ctx, input }) => listCharges(ctx.service, input)),
  live: driverProcedure
    .input(chargeInput)
    .subscription(({ ctx, input, signal }) =>
      followCharge(ctx.service, input.chargeId, signal ?? ctx.shutdown, ctx.shutdown),
    ),
});
