import type { PartyRef, Tariff } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

export type StoredTariffVersion = {
  readonly id: string;
  readonly hash: string;
  readonly body: Tariff;
  readonly validFrom: Date;
  readonly receivedAt: Date;
  readonly endedAt: Date | null;
};

const COLUMNS = `id::text AS id, hash, body, valid_from AS "validFrom",
  received_at AS "receivedAt", ended_at AS "endedAt"`;

/** The versions in force of these tariffs, locked until the transaction ends. */
export async function lockOpenTariffs(
  transaction: HotClient,
  partnerId: string,
  keys: readonly { readonly party: PartyRef; readonly tariffId: string }[],
): Promise<readonly StoredTariffVersion[]> {
  return await runStatement<StoredTariffVersion>(transaction, {
    name: 'lock_open_tariffs',
    text: `SELECT ${COLUMNS} FROM tariff_version
      WHERE partner_id = $1::uuid AND ended_at IS NULL
        AND (country_code, party_id, tariff_id) IN (
          SELECT cc, party, id FROM jsonb_to_recordset($2::jsonb) AS x(cc text, party text, id text))
      ORDER BY id FOR UPDATE`,
    values: [
      partnerId,
      JSON.stringify(
        keys.map(({ party, tariffId }) => ({
          cc: party.countryCode,
          party: party.partyId,
          id: tariffId,
        })),
      ),
    ],
  });
}

export async function endTariffVersions(
  transaction: HotClient,
  ids: readonly string[],
  endedAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await runStatement(transaction, {
    name: 'end_tariff_versions',
    text: 'UPDATE tariff_version SET ended_at = $2::timestamptz WHERE id = ANY($1::uuid[])',
    values: [[...ids], endedAt],
  });
}

/** Inserts new versions; of one that another worker inserted at the same time nothing is lost. */
export async function insertTariffVersions(
  transaction: HotClient,
  partnerId: string,
  versions: readonly {
    readonly tariff: Tariff;
    readonly hash: string;
    readonly validFrom: string;
  }[],
  receivedAt: Date,
): Promise<void> {
  if (versions.length === 0) return;
  await runStatement(transaction, {
    name: 'insert_tariff_versions',
    text: `INSERT INTO tariff_version (partner_id, country_code, party_id, tariff_id, hash,
        currency, body, valid_from, received_at)
      SELECT $1::uuid, cc, party, id, hash, currency, body, valid_from, $2::timestamptz
      FROM jsonb_to_recordset($3::jsonb) AS x(cc text, party text, id text, hash text,
        currency text, body jsonb, valid_from timestamptz)
      ON CONFLICT (partner_id, country_code, party_id, tariff_id) WHERE ended_at IS NULL
        DO NOTHING`,
    values: [
      partnerId,
      receivedAt,
      JSON.stringify(
        versions.map(({ tariff, hash, validFrom }) => ({
          cc: tariff.party.countryCode,
          party: tariff.party.partyId,
          id: tariff.tariffId,
          hash,
          currency: tariff.currency,
          body: tariff,
          valid_from: validFrom,
        })),
      ),
    ],
  });
}

/** All versions of these tariffs, the newest first, oldest included: the caller picks by time. */
export async function findTariffVersions(
  transaction: Tx | HotClient,
  key: {
    readonly partnerId: string;
    readonly party: PartyRef;
    readonly tariffIds: readonly string[];
  },
): Promise<readonly StoredTariffVersion[]> {
  if (key.tariffIds.length === 0) return [];
  return await runStatement<StoredTariffVersion>(transaction, {
    name: 'find_tariff_versions',
    text: `SELECT ${COLUMNS} FROM tariff_version
      WHERE partner_id = $1::uuid AND country_code = $2 AND party_id = $3
        AND tariff_id = ANY($4::text[])
      ORDER BY received_at DESC, id`,
    values: [key.partnerId, key.party.countryCode, key.party.partyId, [...key.tariffIds]],
  });
}

/** Versions in force of many tariffs at once, for lists; keyed by partner, party and tariff. */
export async function findOpenTariffs(
  tx: Tx,
  keys: readonly { partnerId: string; countryCode: string; partyId: string; tariffId: string }[],
): Promise<ReadonlyMap<string, Tariff>> {
  if (keys.length === 0) return new Map();
  const rows = await runStatement<{ partnerId: string; body: Tariff }>(tx, {
    text: `SELECT partner_id::text AS "partnerId", body FROM tariff_version
      WHERE ended_at IS NULL AND (partner_id, country_code, party_id, tariff_id) IN (
        SELECT partner, cc, party, id FROM jsonb_to_recordset($1::jsonb)
          AS x(partner uuid, cc text, party text, id text))`,
    values: [
      JSON.stringify(
        keys.map((key) => ({
          partner: key.partnerId,
          cc: key.countryCode,
          party: key.partyId,
          id: key.tariffId,
        })),
      ),
    ],
  });
  return new Map(rows.map(({ partnerId, body }) => [openTariffKey(partnerId, body), body]));
}

export function openTariffKey(
  partnerId: string,
  tariff: { readonly party: PartyRef; readonly tariffId: string },
): string {
  const { countryCode, partyId } = tariff.party;
  return `${partnerId}/${countryCode}/${partyId}/${tariff.tariffId}`;
}
