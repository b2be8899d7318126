import { type PartnerRole, suspendPartner, writeAudit } from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';
import { connectPartner } from './connect-partner.ts';
import { newCredentialsToken } from './hash-token.ts';

/** A partner's credentials as it sends them to us. */
export type SentCredentials = {
  readonly partnerId: string;
  readonly token: string;
  readonly versionsUrl: string;
  readonly roles: readonly PartnerRole[];
};

/** The partner's API could not be used while it registered (OCPI 3001). */
export class UnusablePartner extends Error {}

/**
 * A partner registers with us (OCPI credentials, POST): its endpoints are read with the token it
 * gave, and it gets its token of ours. Token A is spent. Throws `UnusablePartner` when its own API
 * does not answer; refuses conflict when it is registered.
 */
export async function acceptRegistration(
  ctx: Context,
  sent: SentCredentials,
): Promise<{ readonly ourToken: string }> {
  return await agree(ctx, sent, 'registering');
}

/** New credentials of a registered partner (OCPI credentials, PUT): both tokens are replaced. */
export async function rotateRegistration(
  ctx: Context,
  sent: SentCredentials,
): Promise<{ readonly ourToken: string }> {
  return await agree(ctx, sent, 'connected');
}

async function agree(
  ctx: Context,
  sent: SentCredentials,
  expected: 'registering' | 'connected',
): Promise<{ readonly ourToken: string }> {
  const registrar = need(ctx.ports.registrar, 'registrar');
  const { token, versionsUrl, partnerId, roles } = sent;
  const offered = await registrar.readEndpoints({ versionsUrl, token }).catch((error: unknown) => {
    throw new UnusablePartner('the versions URL does not answer', { cause: error });
  });
  const ourToken = newCredentialsToken();
  await ctx.db.tx((tx) =>
    connectPartner(ctx, tx, partnerId, expected, {
      version: offered.version,
      endpoints: offered.endpoints,
      versionsUrl,
      ourToken,
      theirToken: token,
      roles,
    }),
  );
  await ctx.db.publish([{ topic: 'partner', id: partnerId, version: ctx.clock.now().getTime() }]);
  return { ourToken };
}

/** A partner ends the connection (OCPI credentials, DELETE). Refuses conflict when there is none. */
export async function unregisterPartner(
  ctx: Context,
  input: { readonly partnerId: string },
): Promise<void> {
  await ctx.db.tx(async (tx) => {
    if (!(await suspendPartner(tx, input.partnerId)))
      throw new ServiceError('conflict', 'There is no registration.');
    await writeAudit(tx, ctx.actor, {
      at: ctx.clock.now(),
      action: 'partner.unregister',
      subject: 'partner',
      subjectId: input.partnerId,
    });
  });
}
