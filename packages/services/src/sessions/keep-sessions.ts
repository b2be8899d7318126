import {
  archiveReceived,
  type DomainEvent,
  enqueue,
  type HotClient,
  joinSession,
  keepNewerSessions,
  lockCharges,
  type ReceivedMessage,
  type StoredCharge,
} from '@peregrine/db';
import type { ChargeEventName, Session } from '@peregrine/domain';
import { dateOf } from '@peregrine/domain';
import { changeCharge, chargeChanged } from '../charging/change-charge.ts';
import { joinEvidence } from '../charging/join-evidence.ts';
import { estimateAtEnd } from './estimate-at-end.ts';

export type Arrived = {
  readonly partnerId: string;
  readonly session: Session;
  readonly receivedAt: Date;
  /** The push that told it; archived with it. */
  readonly evidence: readonly ReceivedMessage[];
};
export type Kept = {
  readonly session: Session;
  readonly isNew: boolean;
  /** To be published after the commit. */
  readonly events: readonly DomainEvent[];
};

/**
 * Writes a batch of sessions and moves their charges, in one transaction. The same session may be
 * in a batch more than once: then it is written in rounds, oldest first.
 */
export async function keepSessions(
  client: HotClient,
  arrived: readonly Arrived[],
): Promise<readonly Kept[]> {
  await archiveReceived(
    client,
    arrived.flatMap(({ evidence }) => evidence),
  );
  const results = new Map<Arrived, Kept>();
  for (const round of roundsOf(arrived)) {
    for (const kept of await keepRound(client, round)) results.set(kept.arrived, kept.result);
  }
  return arrived.map((item) => results.get(item) ?? unchanged(item));
}

function unchanged({ session }: Arrived): Kept {
  return { session, isNew: false, events: [] };
}

/** Splits a batch so that no round holds the same session twice. */
function roundsOf(arrived: readonly Arrived[]): Arrived[][] {
  const rounds: Map<string, Arrived>[] = [];
  const inOrder = [...arrived].sort((a, b) =>
    a.session.lastUpdated < b.session.lastUpdated ? -1 : 1,
  );
  for (const item of inOrder) {
    const key = keyOf(item.partnerId, item.session.party, item.session.sessionId);
    const round = rounds.find((candidate) => !candidate.has(key));
    if (round) round.set(key, item);
    else rounds.push(new Map([[key, item]]));
  }
  return rounds.map((round) => [...round.values()]);
}

function keyOf(partnerId: string, party: Session['party'], sessionId: string): string {
  return JSON.stringify([partnerId, party.countryCode, party.partyId, sessionId]);
}

async function keepRound(client: HotClient, round: readonly Arrived[]) {
  const byKey = new Map(
    round.map((item) => [keyOf(item.partnerId, item.session.party, item.session.sessionId), item]),
  );
  const moved: { arrived: Arrived; chargeId: string }[] = [];
  const kept = await keepNewerSessions(client, round);
  const results: { arrived: Arrived; result: Kept }[] = [];
  for (const row of kept) {
    const arrived = byKey.get(keyOf(row.partnerId, row, row.sessionId));
    if (!arrived) throw new Error('a session came back that was not given');
    const chargeId = row.chargeId ?? (await join(client, row.id, arrived));
    if (chargeId) moved.push({ arrived, chargeId });
    else results.push({ arrived, result: { ...unchanged(arrived), isNew: true } });
  }
  const charges = await lockCharges(client, [...new Set(moved.map(({ chargeId }) => chargeId))]);
  const current = new Map(charges.map((charge) => [charge.id, charge]));
  for (const { arrived, chargeId } of moved) {
    const charge = current.get(chargeId);
    if (!charge) throw new Error(`session joined to a charge that is not there: ${chargeId}`);
    const changed = await follow(client, charge, arrived);
    current.set(chargeId, changed);
    const events = [chargeChanged(changed)];
    results.push({ arrived, result: { session: arrived.session, isNew: true, events } });
  }
  return results;
}

async function join(client: HotClient, rowId: string, arrived: Arrived) {
  const { session, partnerId } = arrived;
  // A reservation is no charge yet (OCPI mod_sessions, SessionStatus RESERVATION).
  if (session.status === 'RESERVATION') return undefined;
  const joined = await joinEvidence(client, arrived.receivedAt, {
    kind: 'session',
    partnerId,
    party: session.party,
    sessionId: session.sessionId,
    authorizationReference: session.authorizationReference,
    tokenUid: session.token.tokenUid,
    locationId: session.locationId,
    evseUid: session.evseUid,
    connectorId: session.connectorId,
    startedAt: session.startedAt,
  });
  if (joined.kind !== 'joined' && joined.kind !== 'created') return undefined;
  await joinSession(client, rowId, joined.chargeId);
  return joined.chargeId;
}

async function follow(
  client: HotClient,
  charge: StoredCharge,
  { session, receivedAt }: Arrived,
): Promise<StoredCharge> {
  const event = eventOf(session);
  const running = charge.state.energy !== 'ended';
  const ends = event === 'session-ended' && running;
  const endedAt = dateOf(session.endedAt ?? session.lastUpdated);
  const columns = {
    startedAt: dateOf(session.startedAt),
    ...(ends ? { endedAt, ...(await estimateAtEnd(client, charge, session)) } : {}),
  };
  const nothing = ends && /^0(\.0*)?$/.test(session.energyKwh) ? { attention: 'no-energy' } : {};
  const happening = { event, details: { energyKwh: session.energyKwh, status: session.status } };
  const told = { ...columns, ...nothing };
  const changed = await changeCharge(client, charge, receivedAt, [happening], told);
  if (changed.state.settlement === 'void' && charge.state.settlement !== 'void') {
    await enqueue(client, { name: 'release-hold', payload: { chargeId: charge.id } });
  }
  return changed;
}

function eventOf(session: Session): ChargeEventName {
  switch (session.status) {
    case 'COMPLETED':
      return 'session-ended';
    case 'INVALID':
      return 'session-invalid';
    case 'ACTIVE':
      return 'session-active';
    case 'PENDING':
    case 'RESERVATION':
      return 'session-pending';
  }
}
