import type { inferRouterOutputs } from '@trpc/server';
import { createCallerFactory, router } from './procedures.ts';
import { accountRouter } from './routers/account.ts';
import { chargesRouter } from './routers/charges.ts';
import { consoleRouter } from './routers/console.ts';
import { quotesRouter } from './routers/quotes.ts';
import { receiptsRouter } from './routers/receipts.ts';
import { stationsRouter } from './routers/stations.ts';

/** Every procedure of the web app: routers are nouns, a procedure is one verb of the services. */
export const appRouter = router({
  stations: stationsRouter,
  quotes: quotesRouter,
  charges: chargesRouter,
  receipts: receiptsRouter,
  account: accountRouter,
  console: consoleRouter,
});
export type AppRouter = typeof appRouter;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls the procedures in this process, for pages that are rendered on the server. */
export const createCaller = createCallerFactory(appRouter);
