import { type PartyRef, partyRef, type Session, type SessionPatch } from '@peregrine/domain';
import { present } from '../read/present.ts';
import { foldPrice } from '../read/price.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import { foldCdrToken, foldPeriod } from './period.schema.ts';
import { sessionPatchSchema, sessionSchema } from './session.schema.ts';

/** OCPI 2.2.1 Session -> domain. */
export function foldSession(input: unknown): ReadResult<Session> {
  const read = readObject(sessionSchema, input);
  if (!read.ok) return read;
  const sent = read.value;
  const session: Session = {
    party: partyRef(sent.country_code, sent.party_id),
    sessionId: sent.id,
    status: sent.status,
    startedAt: sent.start_date_time,
    energyKwh: sent.kwh,
    token: foldCdrToken(sent.cdr_token),
    authMethod: sent.auth_method,
    locationId: sent.location_id,
    evseUid: sent.evse_uid,
    connectorId: sent.connector_id,
    currency: sent.currency,
    periods: (sent.charging_periods ?? []).map(foldPeriod),
    lastUpdated: sent.last_updated,
    ...present({
      endedAt: sent.end_date_time,
      authorizationReference: sent.authorization_reference,
      totalCost: sent.total_cost ? foldPrice(sent.total_cost) : undefined,
    }),
  };
  return { ok: true, value: session, findings: read.findings };
}

/** PATCH of a session: its periods are added, everything else replaces; null changes nothing. */
export function foldSessionPatch(
  input: unknown,
  key: { readonly party: PartyRef; readonly sessionId: string },
): ReadResult<SessionPatch> {
  const read = readObject(sessionPatchSchema, input);
  if (!read.ok) return read;
  const sent = read.value;
  const patch: SessionPatch = {
    ...key,
    addedPeriods: (sent.charging_periods ?? []).map(foldPeriod),
    lastUpdated: sent.last_updated,
    changes: present({
      status: sent.status,
      startedAt: sent.start_date_time,
      endedAt: sent.end_date_time,
      energyKwh: sent.kwh,
      token: sent.cdr_token ? foldCdrToken(sent.cdr_token) : undefined,
      authMethod: sent.auth_method,
      authorizationReference: sent.authorization_reference,
      locationId: sent.location_id,
      evseUid: sent.evse_uid,
      connectorId: sent.connector_id,
      currency: sent.currency,
      totalCost: sent.total_cost ? foldPrice(sent.total_cost) : undefined,
      lastUpdated: sent.last_updated,
    }),
  };
  return { ok: true, value: patch, findings: read.findings };
}
