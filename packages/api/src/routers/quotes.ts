import { quoteCharge, viewQuote } from '@peregrine/services';
import { z } from 'zod';
import { id, quoteInput } from '../inputs.ts';
import { driverProcedure, router } from '../procedures.ts';

export const quotesRouter = router({
  create: driverProcedure
    .input(quoteInput)
    .mutation(({ ctx, input }) => quoteCharge(ctx.service, input)),
  view: driverProcedure
    .input(z.object({ quoteId: id }))
    .query(({ ctx, input }) => viewQuote(ctx.service, input)),
});
