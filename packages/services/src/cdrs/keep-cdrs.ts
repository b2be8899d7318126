import {
  archiveReceived,
  type CdrKey,
  type CdrToStore,
  type DomainEvent,
  enqueue,
  findCdrKeys,
  findCreditedCharge,
  type HotClient,
  insertNewCdrs,
  joinCdr,
  keepCdrConflict,
  keepPartnerFindings,
} from '@peregrine/db';
import { type Cdr, dateOf, type Finding } from '@peregrine/domain';
import { chargeChanged, tellCharge } from '../charging/change-charge.ts';
import { joinEvidence } from '../charging/join-evidence.ts';
import { textHash } from './content-hash.ts';

/**
 * What became of a CDR that arrived: stored; the same content as before; or other content under an
 * id that is taken, which is kept aside and leaves the first untouched.
 */
export type AcceptedCdr = 'created' | 'repeated' | 'conflict';

export type ArrivedCdr = CdrToStore & { readonly findings: readonly Finding[] };

export type KeptCdr = {
  readonly result: AcceptedCdr;
  /** To be published after the commit. */
  readonly events: readonly DomainEvent[];
};

/**
 * Writes a batch of CDRs in one transaction: archive, rows, charges, jobs. The same CDR may be in a
 * batch more than once; its first content counts, here as across calls.
 */
export async function keepCdrs(
  client: HotClient,
  arrived: readonly ArrivedCdr[],
): Promise<readonly KeptCdr[]> {
  await archive(client, arrived);
  const firsts = new Map<string, ArrivedCdr>();
  for (const item of arrived) {
    if (!firsts.has(keyText(item))) firsts.set(keyText(item), item);
  }
  const inserted = await insertNewCdrs(client, [...firsts.values()]);
  const created = new Map(inserted.map((row) => [textOfKey(row), row.id]));
  const stored = await findCdrKeys(client, [...firsts.values()].map(keyOf));
  const known = new Map(stored.map((row) => [textOfKey(row), row]));

  const results: KeptCdr[] = [];
  for (const item of arrived) {
    const key = keyText(item);
    const newId = firsts.get(key) === item ? created.get(key) : undefined;
    const row = known.get(key);
    if (newId) results.push(await begin(client, newId, item));
    else if (row) results.push(await compareContent(client, row, item));
    else throw new Error('a CDR was neither stored nor found');
  }
  return results;
}

async function archive(client: HotClient, arrived: readonly ArrivedCdr[]): Promise<void> {
  await archiveReceived(
    client,
    arrived.map(({ partnerId, cdr, raw, receivedAt }) => ({
      partnerId,
      module: 'cdrs',
      objectKey: objectKeyOf(cdr),
      body: raw,
      hash: textHash(raw),
      receivedAt,
    })),
  );
}

/** A CDR that is new: its charge hears of it, and a job checks it. */
async function begin(client: HotClient, id: string, item: ArrivedCdr): Promise<KeptCdr> {
  const { partnerId, cdr, receivedAt, findings } = item;
  const chargeId = cdr.credit
    ? await findCreditedCharge(client, {
        partnerId,
        party: cdr.party,
        cdrId: cdr.creditReferenceId ?? '',
      })
    : await chargeOf(client, item);
  if (chargeId) await joinCdr(client, id, chargeId);
  const told = chargeId && !cdr.credit ? await tell(client, chargeId, item) : [];
  if (findings.length > 0) {
    const objects = [{ objectKey: objectKeyOf(cdr), findings }];
    await keepPartnerFindings(client, { partnerId, module: 'cdrs', objects, seenAt: receivedAt });
  }
  await enqueue(
    client,
    { name: 'reconcile-cdr', payload: { cdrRowId: id } },
    { key: `reconcile-cdr:${id}` },
  );
  return { result: 'created', events: [{ topic: 'cdr', id, version: 1 }, ...told] };
}

async function chargeOf(client: HotClient, item: ArrivedCdr): Promise<string | undefined> {
  const { cdr, partnerId, receivedAt } = item;
  const joined = await joinEvidence(client, receivedAt, {
    kind: 'cdr',
    partnerId,
    party: cdr.party,
    sessionId: cdr.sessionId,
    authorizationReference: cdr.authorizationReference,
    tokenUid: cdr.token.tokenUid,
    locationId: cdr.location.locationId,
    evseUid: cdr.location.evseUid,
    connectorId: cdr.location.connectorId,
    startedAt: cdr.startedAt,
  });
  return joined.kind === 'joined' || joined.kind === 'created' ? joined.chargeId : undefined;
}

async function tell(
  client: HotClient,
  chargeId: string,
  { cdr, receivedAt }: ArrivedCdr,
): Promise<DomainEvent[]> {
  const charge = await tellCharge(
    client,
    chargeId,
    receivedAt,
    [{ event: 'cdr-received', details: { cdrId: cdr.cdrId, energyKwh: cdr.totalEnergyKwh } }],
    { startedAt: dateOf(cdr.startedAt), endedAt: dateOf(cdr.endedAt) },
  );
  return charge ? [chargeChanged(charge)] : [];
}

async function compareContent(
  client: HotClient,
  row: { readonly id: string; readonly hash: string },
  item: ArrivedCdr,
): Promise<KeptCdr> {
  if (row.hash === item.hash) return { result: 'repeated', events: [] };
  const { hash, raw, receivedAt } = item;
  const isNew = await keepCdrConflict(client, { cdrRowId: row.id, hash, raw, receivedAt });
  const events: DomainEvent[] = isNew ? [{ topic: 'cdr', id: row.id, version: 1 }] : [];
  return { result: 'conflict', events };
}

function keyOf({ partnerId, cdr }: ArrivedCdr): CdrKey {
  const { countryCode, partyId } = cdr.party;
  return { partnerId, countryCode, partyId, cdrId: cdr.cdrId };
}

function keyText(item: ArrivedCdr): string {
  return textOfKey(keyOf(item));
}

function textOfKey({ partnerId, countryCode, partyId, cdrId }: CdrKey): string {
  return JSON.stringify([partnerId, countryCode, partyId, cdrId]);
}

function objectKeyOf({ party, cdrId }: Cdr): string {
  return `${party.countryCode}/${party.partyId}/${cdrId}`;
}
