import { partyRef } from '@peregrine/domain';
import { type ReadResult, readObject } from '../read/read-object.ts';
import type { Credentials, VersionDetails, VersionOffer } from '../versions/messages.ts';
import { credentialsSchema, versionDetailsSchema, versionsSchema } from './credentials.schema.ts';

/** OCPI 2.2.1 Credentials -> what a registration keeps. */
export function foldCredentials(input: unknown): ReadResult<Credentials> {
  const read = readObject(credentialsSchema, input);
  if (!read.ok) return read;
  const { token, url, roles } = read.value;
  const parties = roles.map((role) => ({
    party: partyRef(role.country_code, role.party_id),
    role: role.role.toUpperCase(),
    name: role.business_details?.name ?? `${role.country_code} ${role.party_id}`,
  }));
  return { ok: true, value: { token, versionsUrl: url, parties }, findings: read.findings };
}

/** Our own credentials as a partner receives them. */
export function unfoldCredentials(own: Credentials): Readonly<Record<string, unknown>> {
  return {
    token: own.token,
    url: own.versionsUrl,
    roles: own.parties.map(({ party, role, name }) => ({
      role,
      party_id: party.partyId,
      country_code: party.countryCode,
      business_details: { name },
    })),
  };
}

/** The version list; it is the same in every version. */
export function foldVersions(input: unknown): ReadResult<readonly VersionOffer[]> {
  return readObject(versionsSchema, input);
}

export function foldVersionDetails(input: unknown): ReadResult<VersionDetails> {
  const read = readObject(versionDetailsSchema, input);
  if (!read.ok) return read;
  const endpoints = read.value.endpoints.map((endpoint) => ({
    module: endpoint.identifier.toLowerCase(),
    role: endpoint.role.toUpperCase(),
    url: endpoint.url,
  }));
  const value = { version: read.value.version, endpoints };
  return { ok: true, value, findings: read.findings };
}
