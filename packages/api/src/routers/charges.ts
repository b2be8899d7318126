import { listCharges, startCharge, stopCharge, viewCharge } from '@peregrine/services';
import { followCharge } from '../follow-charge.ts';
import { chargeInput, pageInput, startInput } from '../inputs.ts';
import { personProcedure, router } from '../procedures.ts';

export const chargesRouter = router({
  start: personProcedure
    .input(startInput)
    .mutation(({ ctx, input }) => startCharge(ctx.service, input)),
  stop: personProcedure
    .input(chargeInput)
    .mutation(({ ctx, input }) => stopCharge(ctx.service, input)),
  view: personProcedure
    .input(chargeInput)
    .query(({ ctx, input }) => viewCharge(ctx.service, input)),
  list: personProcedure.input(pageInput).query(({ ctx, input }) => listCharges(ctx.service, input)),
  live: personProcedure
    .input(chargeInput)
    .subscription(({ ctx, input, signal }) =>
      followCharge(ctx.service, input.chargeId, signal ?? ctx.shutdown, ctx.shutdown),
    ),
});
