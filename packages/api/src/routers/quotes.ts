import { quoteCharge } from '@peregrine/services';
import { quoteInput } from '../inputs.ts';
import { personProcedure, router } from '../procedures.ts';

export const quotesRouter = router({
  create: personProcedure
    .input(quoteInput)
    .mutation(({ ctx, input }) => quoteCharge(ctx.service, input)),
});
