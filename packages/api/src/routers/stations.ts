import { findStations, readMapExtent, viewStation } from '@peregrine/services';
import { z } from 'zod';
import { findInput, id } from '../inputs.ts';
import { openProcedure, router } from '../procedures.ts';

export const stationsRouter = router({
  find: openProcedure.input(findInput).query(({ ctx, input }) => findStations(ctx.service, input)),
  extent: openProcedure.query(({ ctx }) => readMapExtent(ctx.service)),
  view: openProcedure
    .input(z.object({ id }))
    .query(({ ctx, input }) => viewStation(ctx.service, input)),
});
