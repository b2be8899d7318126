import {
  listCdrs,
  listConsoleCharges,
  listInvoices,
  listPartners,
  registerCard,
  viewCdr,
  viewConsoleCharge,
  viewInvoice,
  viewPartner,
} from '@peregrine/services';
import { z } from 'zod';
import { cardInput, id, tableInput } from '../inputs.ts';
import { router, staffProcedure } from '../procedures.ts';

const byId = staffProcedure.input(z.object({ id }));
const table = staffProcedure.input(tableInput);

export const consoleRouter = router({
  partners: router({
    list: table.query(({ ctx, input }) => listPartners(ctx.service, input)),
    view: byId.query(({ ctx, input }) => viewPartner(ctx.service, input)),
  }),
  cdrs: router({
    list: table.query(({ ctx, input }) => listCdrs(ctx.service, input)),
    view: byId.query(({ ctx, input }) => viewCdr(ctx.service, input)),
  }),
  charges: router({
    list: table.query(({ ctx, input }) => listConsoleCharges(ctx.service, input)),
    view: byId.query(({ ctx, input }) => viewConsoleCharge(ctx.service, input)),
  }),
  invoices: router({
    list: table.query(({ ctx, input }) => listInvoices(ctx.service, input)),
    view: byId.query(({ ctx, input }) => viewInvoice(ctx.service, input)),
  }),
  cards: router({
    register: staffProcedure
      .input(cardInput)
      .mutation(({ ctx, input }) => registerCard(ctx.service, input)),
  }),
});
