import type { Tx } from '../client/open-database.ts';
import type { PartnerRole } from './find-partner.ts';

/** Makes a partner that is not connected yet. */
export async function insertPartner(
  tx: Tx,
  partner: {
    readonly name: string;
    readonly versionsUrl?: string;
    readonly ourTokenHash?: string;
    readonly registrationTokenHash?: string;
  },
): Promise<string> {
  const { id } = await tx.partner.create({
    data: { ...partner, kind: 'ocpi', status: 'registering' },
  });
  return id;
}

/** Gives a partner that is registering another token of ours to register with. */
export async function renewRegistration(
  tx: Tx,
  id: string,
  changes: { readonly versionsUrl?: string; readonly ourTokenHash: string },
): Promise<void> {
  await tx.partner.update({
    where: { id },
    data: { ...changes, status: 'registering', registrationTokenHash: null },
  });
}

export type RegistrationRow = {
  readonly version: string;
  readonly versionsUrl: string;
  readonly ourTokenHash: string;
  readonly theirTokenSealed: string;
  readonly roles: readonly PartnerRole[];
  readonly endpoints: readonly { module: string; role: string; url: string }[];
};

/**
 * Keeps what a handshake agreed. `expected`: how the partner must still stand, so that of two
 * handshakes at once one wins; answers false when it lost.
 */
export async function saveRegistration(
  tx: Tx,
  id: string,
  expected: 'registering' | 'connected',
  registration: RegistrationRow,
): Promise<boolean> {
  const { version, versionsUrl, ourTokenHash, theirTokenSealed } = registration;
  const { count } = await tx.partner.updateMany({
    where: { id, status: expected },
    data: {
      version,
      versionsUrl,
      ourTokenHash,
      theirTokenSealed,
      registrationTokenHash: null,
      status: 'connected',
      lastError: null,
      lastErrorAt: null,
    },
  });
  if (count === 0) return false;
  await tx.partnerParty.deleteMany({ where: { partnerId: id } });
  await tx.partnerParty.createMany({
    data: registration.roles.map(({ party, role, name }) => ({
      partnerId: id,
      countryCode: party.countryCode,
      partyId: party.partyId,
      role,
      name,
    })),
    skipDuplicates: true,
  });
  await tx.partnerEndpoint.deleteMany({ where: { partnerId: id } });
  await tx.partnerEndpoint.createMany({
    data: registration.endpoints.map((endpoint) => ({ partnerId: id, ...endpoint })),
    skipDuplicates: true,
  });
  return true;
}

/** Ends a connection: both tokens are forgotten. Answers false when there was none. */
export async function suspendPartner(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.partner.updateMany({
    where: { id, status: 'connected' },
    data: {
      status: 'suspended',
      ourTokenHash: null,
      registrationTokenHash: null,
      theirTokenSealed: null,
    },
  });
  return count > 0;
}
