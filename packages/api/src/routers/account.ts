import { listCards, openCardPage, viewAccount } from '@peregrine/services';
import { z } from 'zod';
import { driverProcedure, router } from '../procedures.ts';

/** A path of ours to come back to; never another site. */
const returnPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])/, { error: 'Come back to a page of this site.' });

export const accountRouter = router({
  me: driverProcedure.query(({ ctx }) => viewAccount(ctx.service)),
  cards: driverProcedure.query(({ ctx }) => listCards(ctx.service)),
  openCardPage: driverProcedure
    .input(z.object({ returnPath }))
    .mutation(({ ctx, input }) => openCardPage(ctx.service, input)),
});
