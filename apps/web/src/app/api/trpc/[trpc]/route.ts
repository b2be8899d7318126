import { appRouter } from '@peregrine/api';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { currentActor } from '../../../../auth/current-reader.ts';
import { apiContext } from '../../../../runtime.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  // A second wall beside the SameSite cookie: no other site calls these procedures.
  if (request.headers.get('sec-fetch-site') === 'cross-site') {
    return new Response('not from another site', { status: 403 });
  }
  const actor = await currentActor();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => apiContext(actor),
  });
}

export { handle as GET, handle as POST };
