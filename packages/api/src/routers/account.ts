import { listCards, openCardPage, viewAccount } from '@peregrine/services';
import { z } from 'zod';
import { personProcedure, router } from '../procedures.ts';

/** A path of ours to come back to; never another site. */
const returnPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])/, { error: 'Come back to a page of this site.' });

export const accountRouter = router({
  me: personProcedure.query(({ ctx }) => viewAccount(ctx.service)),
  cards: personProcedure.query(({ ctx }) => listCards(ctx.service)),
  openCardPage: personProcedure
    .input(z.object({ returnPath }))
    .mutation(({ ctx, input }) => openCardPage(ctx.service, input)),
});
