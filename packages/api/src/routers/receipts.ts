import { viewReceipt } from '@peregrine/services';
import { chargeInput } from '../inputs.ts';
import { personProcedure, router } from '../procedures.ts';

export const receiptsRouter = router({
  view: personProcedure
    .input(chargeInput)
    .query(({ ctx, input }) => viewReceipt(ctx.service, input)),
});
