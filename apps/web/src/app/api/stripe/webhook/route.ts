import { receiveWebhook, ServiceError } from '@peregrine/services';
import { reportBug, serviceContext } from '../../../../runtime.ts';

export const dynamic = 'force-dynamic';

/**
 * Stripe's events: the signature is over the raw body, so it is not parsed before. 400 refuses a
 * body that is not genuine; 500 asks Stripe to send again.
 */
export async function POST(request: Request): Promise<Response> {
  const rawBody = await request.text();
  const signature = request.headers.get('stripe-signature') ?? '';
  try {
    await receiveWebhook(serviceContext({ kind: 'webhook' }), { rawBody, signature });
    return Response.json({ received: true });
  } catch (error) {
    if (error instanceof ServiceError) {
      return Response.json({ error: error.publicText }, { status: 400 });
    }
    reportBug(error, 'stripe webhook');
    return Response.json({ error: 'not stored' }, { status: 500 });
  }
}
