import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import tzLookup from 'tz-lookup';
import type { WireConnector, WireEvse, WireLocation, WireTariff } from '../ocpi/wire.ts';
import { drawFrom, drawStatus } from './deterministic.ts';
import {
  buildTariff,
  PLUG_KINDS,
  type PlugKind,
  type SiteSource,
  type World,
  type WorldParty,
} from './world.ts';

const party: WorldParty = { countryCode: 'FR', partyId: 'IRV', name: 'Bornes de France' };
const START = '2026-02-02T08:00:00.000Z';

/** Which column counts which plug; "autre" is mostly the old type 3. */
const PLUGS: readonly (readonly [column: string, kind: PlugKind])[] = [
  ['nb_combo_ccs_grouped', 'dc50'],
  ['nb_chademo_grouped', 'chademo50'],
  ['nb_T2_grouped', 'ac22'],
  ['nb_autre_grouped', 'type3'],
  ['nb_EF_grouped', 'domestic3'],
];

/** One station of the file, as little as is needed to make its location again. */
type Row = {
  id: string;
  name: string;
  operator: string;
  address: string;
  latitude: string;
  longitude: string;
  evseCount: number;
  /** How many of each plug, in the order of `PLUGS`. */
  plugs: readonly number[];
  isFast: boolean;
  isAlwaysOpen: boolean;
};

/**
 * The French sample (columns of `irve_fr_sample_clean.csv`, also gzipped) as one CPO platform: real
 * places, operators and plugs; power by plug; invented tariffs for nine operators of ten.
 */
export async function irveWorld(registrationToken: string, path: string): Promise<World> {
  const rows = await readRows(path);
  if (rows.length === 0) throw new Error(`${path} holds no stations with a place`);
  const operators = [...new Set(rows.map(({ operator }) => operator))].sort();
  const priced = new Set(operators.filter((_, index) => index % 10 !== 9));
  return {
    key: 'irve',
    name: party.name,
    parties: [party],
    registrationToken,
    tariffs: operators.flatMap((operator, index) =>
      priced.has(operator) ? tariffsOf(operator, index) : [],
    ),
    sites: irveSites(rows, priced),
    scenarios: {},
    pageLimit: 250,
    changesPerMinute: 30,
  };
}

function irveSites(rows: readonly Row[], priced: ReadonlySet<string>): SiteSource {
  const byId = new Map(rows.map(({ id }, index) => [id, index]));
  return {
    count: rows.length,
    read(index, at) {
      const row = rows[index];
      if (!row) throw new Error(`no station at ${index}`);
      return locationOf(row, index, priced.has(row.operator), at);
    },
    indexOfLocation: (id) => byId.get(id),
    indexOfEvse(uid) {
      const index = Number(/^IRVE-(\d+)-\d+$/.exec(uid)?.[1] ?? Number.NaN);
      return index < rows.length ? index : undefined;
    },
  };
}

function locationOf(row: Row, index: number, isPriced: boolean, at: string): WireLocation {
  const { postalCode, city } = placeOf(row);
  return {
    country_code: party.countryCode,
    party_id: party.partyId,
    id: row.id,
    publish: true,
    name: row.name,
    address: row.address.slice(0, 45),
    city: city.slice(0, 45),
    ...(postalCode && { postal_code: postalCode }),
    country: 'FRA',
    coordinates: { latitude: row.latitude, longitude: row.longitude },
    evses: evsesOf(row, index, isPriced, at),
    operator: { name: row.operator },
    time_zone: tzLookup(Number(row.latitude), Number(row.longitude)),
    ...(row.isAlwaysOpen && { opening_times: { twentyfourseven: true as const } }),
    last_updated: at,
  };
}

/** As many EVSEs as points of charge; plugs that are left over share them. */
function evsesOf(row: Row, index: number, isPriced: boolean, at: string): WireEvse[] {
  const draw = drawFrom(index);
  const kinds = PLUGS.flatMap(([, kind], plug) =>
    Array.from({ length: row.plugs[plug] ?? 0 }, () => kindAt(kind, row.isFast)),
  );
  // 353 stations name no plug at all: type 2 is what the law asks of a public one.
  if (kinds.length === 0) kinds.push(...Array<PlugKind>(row.evseCount).fill('ac22'));
  const count = Math.min(row.evseCount, kinds.length);
  return Array.from({ length: count }, (_, evse) => {
    const own = kinds.filter((_kind, plug) => plug % count === evse);
    return {
      uid: `IRVE-${index}-${evse + 1}`,
      evse_id: `${row.id.replace(/^(FR\*[A-Z0-9]{3})\*P/, '$1*E')}*${evse + 1}`.slice(0, 48),
      status: drawStatus(draw),
      capabilities: ['RFID_READER', 'REMOTE_START_STOP_CAPABLE'],
      connectors: own.map((kind, plug) => connectorOf(kind, plug, row, isPriced, at)),
      physical_reference: String(evse + 1),
      last_updated: at,
    };
  });
}

function kindAt(kind: PlugKind, isFast: boolean): PlugKind {
  return kind === 'dc50' && isFast ? 'dc150' : kind;
}

function connectorOf(
  kind: PlugKind,
  plug: number,
  row: Row,
  isPriced: boolean,
  at: string,
): WireConnector {
  const isDc = PLUG_KINDS[kind].power_type === 'DC';
  return {
    id: String(plug + 1),
    ...PLUG_KINDS[kind],
    ...(isPriced && { tariff_ids: [tariffId(row.operator, isDc)] }),
    last_updated: at,
  };
}

function tariffId(operator: string, isDc: boolean): string {
  const name = operator.normalize('NFD').replaceAll(/[^A-Za-z0-9]+/g, '-');
  return `${name.slice(0, 32)}-${isDc ? 'DC' : 'AC'}`;
}

function tariffsOf(operator: string, index: number): WireTariff[] {
  const energy = (cents: number) =>
    ({ type: 'ENERGY', price: cents / 100, vat: 20, step_size: 1 }) as const;
  return [
    buildTariff(party, tariffId(operator, false), [energy(30 + (index % 9) * 2)], START),
    buildTariff(party, tariffId(operator, true), [energy(44 + (index % 9) * 2)], START),
  ];
}

/** The file has no town of its own: it mostly ends the address, after the postal code. */
function placeOf(row: Row): { postalCode?: string; city: string } {
  const match = /\b(\d{5})\b[\s,–-]*(\D+)$/.exec(row.address);
  const [, postalCode, town] = match ?? [];
  if (postalCode && town?.trim()) return { postalCode, city: town.trim() };
  const fromName = row.name.split(/\s+[-–|]\s+/)[0]?.trim();
  return { city: fromName || '#NA' };
}

async function readRows(path: string): Promise<Row[]> {
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true });
  const file = createReadStream(path);
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // An error of the file or of its compression must end the reading, not the process.
  file.on('error', (error) => parser.destroy(error));
  text.on('error', (error: Error) => parser.destroy(error));
  const rows: Row[] = [];
  for await (const record of text.pipe(parser)) {
    const row = rowOf(record as Record<string, string>);
    if (row) rows.push(row);
  }
  return rows;
}

function rowOf(record: Record<string, string>): Row | undefined {
  const read = (column: string) => repairText(record[column]?.trim() ?? '');
  const latitude = Number(read('Ylatitude') || Number.NaN);
  const longitude = Number(read('Xlongitude') || Number.NaN);
  const id = read('id_station_itinerance');
  if (!id || id.length > 36 || !Number.isFinite(latitude) || !Number.isFinite(longitude)) {
    return undefined;
  }
  return {
    id,
    name: read('nom_station') || read('nom_enseigne') || id,
    operator: read('nom_operateur') || read('nom_enseigne') || 'Opérateur inconnu',
    address: read('adresse_station') || '#NA',
    latitude: latitude.toFixed(6),
    longitude: longitude.toFixed(6),
    evseCount: Math.max(1, Number(read('nbre_pdc')) || 1),
    plugs: PLUGS.map(([column]) => Number(read(column)) || 0),
    isFast: read('implantation_station') === 'Station dédiée à la recharge rapide',
    isAlwaysOpen: read('horaires_grouped') === '24/7',
  };
}

/** A hundred rows were encoded as UTF-8 twice: `RÃ©mi` is Rémi. */
function repairText(text: string): string {
  const isTwice = /[ÃÂ][\u0080-\u00bf]/.test(text);
  if (!isTwice || [...text].some((sign) => sign > '\u00ff')) return text;
  const repaired = Buffer.from(text, 'latin1').toString('utf8');
  return repaired.includes('\ufffd') ? text : repaired;
}
