import {
  findPartnerByName,
  insertPartner,
  notePartnerReached,
  renewRegistration,
  writeAudit,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';
import { connectPartner } from './connect-partner.ts';
import { hashToken, newCredentialsToken } from './hash-token.ts';

/**
 * Connects to a partner with the token A it gave us (OCPI credentials, the sender's side). A partner
 * of that name that is connected already is answered as it is; one that is not is tried again.
 * Refuses not-allowed for anyone but staff and the system; rethrows what the handshake threw, which
 * is also kept as the partner's last error.
 */
export async function addPartner(
  ctx: Context,
  input: {
    readonly name: string;
    readonly versionsUrl: string;
    readonly registrationToken: string;
  },
): Promise<{ readonly partnerId: string }> {
  requireStaff(ctx);
  const registrar = need(ctx.ports.registrar, 'registrar');
  const known = await findPartnerByName(ctx.db.read, input.name);
  if (known?.status === 'connected') return { partnerId: known.id };
  const ourToken = newCredentialsToken();
  // Kept before the call: the partner reads our versions with it while it answers.
  const partnerId = await prepare(ctx, known?.id, input, ourToken);
  const ourVersionsUrl = `${ctx.urls.ocpi}/ocpi/versions`;
  try {
    const registered = await registrar.register({
      versionsUrl: input.versionsUrl,
      registrationToken: input.registrationToken,
      ourVersionsUrl,
      ourToken,
      ourParty: ctx.seller.emspParty,
      ourName: ctx.seller.name,
    });
    await ctx.db.tx((tx) =>
      connectPartner(ctx, tx, partnerId, 'registering', {
        ...registered,
        versionsUrl: input.versionsUrl,
        ourToken,
        roles: registered.parties,
      }),
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await notePartnerReached(ctx.db.read, partnerId, ctx.clock.now(), text);
    throw error;
  }
  await notePartnerReached(ctx.db.read, partnerId, ctx.clock.now());
  await ctx.db.publish([{ topic: 'partner', id: partnerId, version: ctx.clock.now().getTime() }]);
  return { partnerId };
}

async function prepare(
  ctx: Context,
  known: string | undefined,
  input: { readonly name: string; readonly versionsUrl: string },
  ourToken: string,
): Promise<string> {
  const { name, versionsUrl } = input;
  const ourTokenHash = hashToken(ourToken);
  return await ctx.db.tx(async (tx) => {
    if (known) await renewRegistration(tx, known, { versionsUrl, ourTokenHash });
    const id = known ?? (await insertPartner(tx, { name, versionsUrl, ourTokenHash }));
    await writeAudit(tx, ctx.actor, {
      at: ctx.clock.now(),
      action: 'partner.add',
      subject: 'partner',
      subjectId: id,
      details: { name },
    });
    return id;
  });
}

/**
 * Invites a partner to register with us: answers the token A to give it by another way, shown once.
 * Refuses conflict when a partner of that name is connected.
 */
export async function invitePartner(
  ctx: Context,
  input: { readonly name: string },
): Promise<{ readonly partnerId: string; readonly registrationToken: string }> {
  requireStaff(ctx);
  const registrationToken = newCredentialsToken();
  const known = await findPartnerByName(ctx.db.read, input.name);
  if (known) throw new ServiceError('conflict', 'There is a partner of this name.');
  const partnerId = await ctx.db.tx(async (tx) => {
    const id = await insertPartner(tx, {
      name: input.name,
      registrationTokenHash: hashToken(registrationToken),
    });
    await writeAudit(tx, ctx.actor, {
      at: ctx.clock.now(),
      action: 'partner.invite',
      subject: 'partner',
      subjectId: id,
      details: { name: input.name },
    });
    return id;
  });
  return { partnerId, registrationToken };
}

function requireStaff(ctx: Context): void {
  if (ctx.actor.kind === 'staff' || ctx.actor.kind === 'system') return;
  throw new ServiceError('not-allowed', 'Only staff may add partners.');
}
