import { decimal, instantOf, partyRef, type Session } from '@peregrine/domain';
import { buildToken, tokenRefOf } from './token.ts';

const STARTED_AT = instantOf(new Date('2026-03-01T10:00:00Z'));

/** An active session at `LOW-AMS-1-A` that has given 4 kWh. */
export function buildSession(change: Partial<Session> = {}): Session {
  return {
    party: partyRef('NL', 'LOW'),
    sessionId: 'SESSION-1',
    status: 'ACTIVE',
    startedAt: STARTED_AT,
    energyKwh: decimal('4'),
    token: tokenRefOf(buildToken()),
    authMethod: 'COMMAND',
    locationId: 'LOW-AMS-1',
    evseUid: 'LOW-AMS-1-A',
    connectorId: '1',
    currency: 'EUR',
    periods: [{ startedAt: STARTED_AT, dimensions: [{ type: 'ENERGY', volume: decimal('4') }] }],
    lastUpdated: instantOf(new Date('2026-03-01T10:10:00Z')),
    ...change,
  };
}
