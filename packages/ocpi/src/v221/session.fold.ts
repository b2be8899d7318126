import {
  type PartyRef,
  SESSION_STATUSES,
  type Session,
  type SessionPatch,
  type SessionStatus,
} from '@peregrine/domain';
import {
  currency,
  identifier,
  instant,
  type Leaf,
  need,
  number,
  take,
  text,
} from '../read/leaves.ts';
import { readCdrToken, readPeriod } from '../read/period.ts';
import { readVatPrice, takePrice } from '../read/price.ts';
import type { ReadResult } from '../read/read-object.ts';
import {
  needPart,
  put,
  type Reading,
  readSent,
  type Sent,
  takeList,
  takePart,
} from '../read/reading.ts';
import { readParty } from '../read/tariff.ts';

const status: Leaf<SessionStatus> = {
  expected: `expected one of ${SESSION_STATUSES.join(', ')}`,
  blank: 'INVALID',
  read: (value) => SESSION_STATUSES.find((known) => known === value),
};

/** OCPI 2.2.1 Session -> domain (mod_sessions, Session). */
export function foldSession(input: unknown): ReadResult<Session> {
  return readSent(input, {}, readSession);
}

function readSession(reading: Reading, sent: Sent): Session {
  const session: Session = {
    party: readParty(reading, sent, 'named'),
    sessionId: need(reading, sent.id, 'id', identifier),
    status: need(reading, sent.status, 'status', status),
    startedAt: need(reading, sent.start_date_time, 'start_date_time', instant),
    energyKwh: need(reading, sent.kwh, 'kwh', number),
    token: needPart(reading, sent.cdr_token, 'cdr_token', readCdrToken),
    authMethod: need(reading, sent.auth_method, 'auth_method', text),
    locationId: need(reading, sent.location_id, 'location_id', identifier),
    evseUid: need(reading, sent.evse_uid, 'evse_uid', identifier),
    connectorId: need(reading, sent.connector_id, 'connector_id', identifier),
    currency: need(reading, sent.currency, 'currency', currency),
    periods: takeList(reading, sent.charging_periods, 'charging_periods', readPeriod) ?? [],
    lastUpdated: need(reading, sent.last_updated, 'last_updated', instant),
  };
  put(session, 'endedAt', take(reading, sent.end_date_time, 'end_date_time', instant));
  readReference(reading, sent, session);
  put(session, 'totalCost', takePrice(reading, sent.total_cost, 'total_cost', readVatPrice));
  return session;
}

function readReference(
  reading: Reading,
  sent: Sent,
  into: Pick<Partial<Session>, 'authorizationReference'>,
): void {
  const reference = take(reading, sent.authorization_reference, 'authorization_reference', text);
  put(into, 'authorizationReference', reference);
}

/**
 * PATCH of a session: its periods are added, everything else replaces; null changes nothing, and
 * `last_updated` is required (OCPI 2.2.1 mod_sessions, PATCH).
 */
export function foldSessionPatch(
  input: unknown,
  key: { readonly party: PartyRef; readonly sessionId: string },
): ReadResult<SessionPatch> {
  return readSent(input, {}, (reading, sent) => {
    const lastUpdated = need(reading, sent.last_updated, 'last_updated', instant);
    return {
      ...key,
      addedPeriods: takeList(reading, sent.charging_periods, 'charging_periods', readPeriod) ?? [],
      lastUpdated,
      changes: { ...readChanges(reading, sent), lastUpdated },
    };
  });
}

function readChanges(reading: Reading, sent: Sent): SessionPatch['changes'] {
  const changes: SessionPatch['changes'] = {};
  put(changes, 'status', take(reading, sent.status, 'status', status));
  put(changes, 'startedAt', take(reading, sent.start_date_time, 'start_date_time', instant));
  put(changes, 'endedAt', take(reading, sent.end_date_time, 'end_date_time', instant));
  put(changes, 'energyKwh', take(reading, sent.kwh, 'kwh', number));
  put(changes, 'token', takePart(reading, sent.cdr_token, 'cdr_token', readCdrToken));
  put(changes, 'authMethod', take(reading, sent.auth_method, 'auth_method', text));
  readReference(reading, sent, changes);
  put(changes, 'locationId', take(reading, sent.location_id, 'location_id', identifier));
  put(changes, 'evseUid', take(reading, sent.evse_uid, 'evse_uid', identifier));
  put(changes, 'connectorId', take(reading, sent.connector_id, 'connector_id', identifier));
  put(changes, 'currency', take(reading, sent.currency, 'currency', currency));
  put(changes, 'totalCost', takePrice(reading, sent.total_cost, 'total_cost', readVatPrice));
  return changes;
}
