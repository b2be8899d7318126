import { findPartnerByTokenHash, notePartnerHeard, type PartnerRole } from '@peregrine/db';
import type { PartyRef } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { hashToken } from './hash-token.ts';

/** Who calls. `registering`: a token that is good for versions and credentials only. */
export type AuthenticatedPartner = {
  readonly partnerId: string;
  readonly name: string;
  readonly registering: boolean;
  /** Whether its token is the single-use one that we gave it to register with. */
  readonly mayRegister: boolean;
  readonly version: string | undefined;
  /** The parties that it may push objects of: those with role CPO. */
  readonly parties: readonly PartyRef[];
  readonly roles: readonly PartnerRole[];
};

/**
 * Whose credentials token this is; undefined for nobody's. `tokens`: the readings of one header,
 * the likeliest first. Notes that the partner was heard.
 */
export async function authenticatePartner(
  ctx: Context,
  input: { readonly tokens: readonly string[] },
): Promise<AuthenticatedPartner | undefined> {
  if (input.tokens.length === 0) return undefined;
  const found = await findPartnerByTokenHash(ctx.db.read, input.tokens.map(hashToken));
  if (!found) return undefined;
  await notePartnerContact(ctx, { partnerId: found.id });
  return {
    partnerId: found.id,
    name: found.name,
    registering: found.byRegistrationToken || found.status === 'registering',
    mayRegister: found.byRegistrationToken,
    version: found.version ?? undefined,
    parties: found.roles.filter(({ role }) => role === 'CPO').map(({ party }) => party),
    roles: found.roles,
  };
}

const lastNoted = new Map<string, number>();
const NOTE_EVERY_MS = 10_000;

/** Notes that a partner was heard from, at most every 10 s. */
export async function notePartnerContact(
  ctx: Context,
  input: { readonly partnerId: string },
): Promise<void> {
  const now = ctx.clock.now();
  const last = lastNoted.get(input.partnerId) ?? 0;
  if (Math.abs(now.getTime() - last) < NOTE_EVERY_MS) return;
  lastNoted.set(input.partnerId, now.getTime());
  await notePartnerHeard(ctx.db.read, input.partnerId, now);
}
