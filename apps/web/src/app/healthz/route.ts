import { serviceContext } from '../../runtime.ts';

export const dynamic = 'force-dynamic';

/** 200 when this process can serve: its environment is whole and its database answers. */
export async function GET(): Promise<Response> {
  try {
    await serviceContext({ kind: 'system' }).db.read.$queryRaw`SELECT 1`;
    return Response.json({ status: 'ok' });
  } catch {
    // The database says more in its own log; a probe needs only the answer.
    return Response.json({ status: 'unavailable' }, { status: 503 });
  }
}
