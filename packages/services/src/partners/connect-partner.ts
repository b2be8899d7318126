import {
  enqueue,
  findHeldParty,
  findTokenUids,
  type PartnerRole,
  type RegistrationRow,
  saveRegistration,
  type Tx,
  writeAudit,
} from '@peregrine/db';
import { sameParty } from '@peregrine/domain';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { need } from '../need.ts';
import { hashToken } from './hash-token.ts';

/** What a handshake agreed, from either side. */
export type Agreed = {
  readonly version: string;
  readonly versionsUrl: string;
  readonly ourToken: string;
  readonly theirToken: string;
  readonly roles: readonly PartnerRole[];
  readonly endpoints: readonly { module: string; role: string; url: string }[];
};

/**
 * Keeps a handshake and starts what follows: the first pull, and the push of our tokens. Refuses
 * conflict when another handshake of this partner was first; foreign-party for a CPO role of a party
 * that is ours, or that another connected partner holds.
 */
export async function connectPartner(
  ctx: Context,
  tx: Tx,
  partnerId: string,
  expected: 'registering' | 'connected',
  agreed: Agreed,
): Promise<void> {
  await checkClaims(ctx, tx, partnerId, agreed.roles);
  const row: RegistrationRow = {
    version: agreed.version,
    versionsUrl: agreed.versionsUrl,
    ourTokenHash: hashToken(agreed.ourToken),
    theirTokenSealed: need(ctx.ports.secrets, 'secrets').seal(agreed.theirToken),
    roles: agreed.roles,
    endpoints: agreed.endpoints,
  };
  if (!(await saveRegistration(tx, partnerId, expected, row)))
    throw new ServiceError('conflict', 'The registration changed meanwhile.');
  await writeAudit(tx, ctx.actor, {
    at: ctx.clock.now(),
    action: expected === 'connected' ? 'partner.rotate' : 'partner.connect',
    subject: 'partner',
    subjectId: partnerId,
    details: { version: agreed.version, parties: agreed.roles.length },
  });
  await enqueuePull(tx, partnerId);
  if (agreed.endpoints.some(({ module, role }) => module === 'tokens' && role === 'RECEIVER'))
    for (const tokenUid of await findTokenUids(tx)) await enqueuePush(tx, tokenUid, partnerId);
}

/** What a partner may push is what its roles name, so it cannot name itself somebody else. */
async function checkClaims(
  ctx: Context,
  tx: Tx,
  partnerId: string,
  roles: readonly PartnerRole[],
): Promise<void> {
  const { emspParty, cpoParty } = ctx.seller;
  const claimed = roles.filter(({ role }) => role === 'CPO').map(({ party }) => party);
  const ours = claimed.find((party) => sameParty(party, emspParty) || sameParty(party, cpoParty));
  const held = ours ?? (await findHeldParty(tx, partnerId, claimed));
  if (!held) return;
  const name = `${held.countryCode}-${held.partyId}`;
  throw new ServiceError('foreign-party', `The CPO role of ${name} belongs to another party.`);
}

/** One pull a partner at a time is enough: a waiting one is replaced. */
export async function enqueuePull(tx: Tx, partnerId: string): Promise<void> {
  const options = { key: `pull:${partnerId}`, maxAttempts: 3 };
  await enqueue(tx, { name: 'pull-partner', payload: { partnerId } }, options);
}

/** Pushes are of the token's current state: a waiting one stands for all. */
export async function enqueuePush(tx: Tx, tokenUid: string, partnerId: string): Promise<void> {
  const options = { key: `token:${tokenUid}:${partnerId}`, maxAttempts: 8 };
  await enqueue(tx, { name: 'push-token', payload: { tokenUid, partnerId } }, options);
}
