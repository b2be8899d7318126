import { viewReceipt } from '@peregrine/services';
import { chargeInput } from '../inputs.ts';
import { driverProcedure, router } from '../procedures.ts';

export const receiptsRouter = router({
  view: driverProcedure
    .input(chargeInput)
    .query(({ ctx, input }) => viewReceipt(ctx.service, input)),
});
