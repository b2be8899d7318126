import {
  type Bounds,
  findLocations,
  findOpenTariffs,
  findPlan,
  type ListedLocation,
  type LocationFilter,
  openTariffKey,
} from '@peregrine/db';
import {
  compare,
  type DriverPlan,
  exactOf,
  type GeoPoint,
  instantOf,
  type Plug,
  type Tariff,
} from '@peregrine/domain';
import { PLAN_KEY } from '../charging/plan-key.ts';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { PriceView, StationRow } from '../views/station.ts';
import { bestAvailability } from './best-availability.ts';
import { foldText, searchWords } from './fold-text.ts';
import { priceConnector } from './price-connector.ts';

export type StationSearch = {
  /** Place, address, name or operator; accents and case do not matter. */
  readonly text?: string;
  readonly near?: GeoPoint;
  readonly bounds?: Bounds;
  readonly plugs?: readonly Plug[];
  readonly minPowerW?: number;
  readonly availableOnly?: boolean;
  readonly sort?: 'distance' | 'price' | 'power';
  readonly cursor?: string;
  /** 30 when absent, at most 100. */
  readonly limit?: number;
};
export type StationPage = {
  readonly items: readonly StationRow[];
  readonly totalCount: number;
  readonly nextCursor?: string;
};

/** Prices are computed, not stored: the sort by price looks at so many, the nearest first. */
const PRICED_AT_MOST = 2_000;

/**
 * The stations that match, with the lowest all-in energy price of each. Without `near` and `bounds`
 * the distance sort goes by name; with a text, what lies in a town of that name or is called so
 * comes before what only mentions it. `totalCount` counts all that match. Refuses invalid-input for
 * a cursor that is none of ours.
 */
export async function findStations(ctx: Context, search: StationSearch): Promise<StationPage> {
  const offset = offsetOf(search.cursor);
  const limit = Math.min(100, Math.max(1, search.limit ?? 30));
  const near = search.near ?? middleOf(search.bounds);
  const byPrice = search.sort === 'price';
  const { rows, totalCount } = await findLocations(ctx.db.read, {
    filter: filterOf(search),
    order: search.sort === 'power' ? 'power' : near ? 'distance' : 'name',
    offset: byPrice ? 0 : offset,
    limit: byPrice ? PRICED_AT_MOST : limit,
    ...(near ? { near } : {}),
    ...(search.text ? { place: foldText(search.text) } : {}),
  });
  const priced = await priceRows(ctx, rows, search.near !== undefined);
  const sorted = byPrice ? priced.toSorted(comparePrices) : priced;
  const items = byPrice ? sorted.slice(offset, offset + limit) : sorted;
  const reachable = byPrice ? Math.min(totalCount, PRICED_AT_MOST) : totalCount;
  const next = offset + items.length;
  return {
    items,
    totalCount,
    ...(items.length > 0 && next < reachable ? { nextCursor: String(next) } : {}),
  };
}

function filterOf(search: StationSearch): LocationFilter {
  const words = search.text ? searchWords(search.text) : [];
  return {
    ...(words.length > 0 ? { words } : {}),
    ...(search.bounds ? { bounds: search.bounds } : {}),
    ...(search.plugs?.length ? { plugs: search.plugs } : {}),
    ...(search.minPowerW ? { minPowerW: search.minPowerW } : {}),
    ...(search.availableOnly ? { availableOnly: true } : {}),
  };
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor);
  throw new ServiceError('invalid-input', 'This page does not exist.', { field: 'cursor' });
}

function middleOf(bounds: StationSearch['bounds']): GeoPoint | undefined {
  if (!bounds) return undefined;
  const { west, south, east, north } = bounds;
  return { longitude: (west + east) / 2, latitude: (south + north) / 2 };
}

async function priceRows(
  ctx: Context,
  rows: readonly ListedLocation[],
  withDistance: boolean,
): Promise<StationRow[]> {
  const at = ctx.clock.now();
  const plan = (await findPlan(ctx.db.read, PLAN_KEY, at))?.plan;
  const keys = new Map(
    rows.flatMap(({ partnerId, countryCode, partyId, tariffIds }) =>
      tariffIds.map((tariffId) => {
        const key = { partnerId, countryCode, partyId, tariffId };
        return [`${partnerId}/${countryCode}/${partyId}/${tariffId}`, key] as const;
      }),
    ),
  );
  const tariffs = await findOpenTariffs(ctx.db.read, [...keys.values()]);
  const priceOf = rememberPrices(plan, tariffs, at);
  return rows.map((row) => viewRow(row, lowestPrice(row, priceOf), withDistance));
}

type EnergyPrice = StationRow['energyPrice'];
type PriceOf = (row: ListedLocation, tariffId: string) => EnergyPrice;

/** Thousands of stations share a few tariffs: each is priced once for a country. */
function rememberPrices(
  plan: DriverPlan | undefined,
  tariffs: ReadonlyMap<string, Tariff>,
  at: Date,
): PriceOf {
  const known = new Map<string, EnergyPrice>();
  return ({ partnerId, countryCode, partyId, own, country }, tariffId) => {
    const tariffKey = openTariffKey(partnerId, { party: { countryCode, partyId }, tariffId });
    const key = `${own} ${country} ${tariffKey}`;
    if (known.has(key)) return known.get(key);
    const tariff = tariffs.get(tariffKey);
    const price = priceConnector({ tariffIds: [tariffId], tariff, plan, own, country, at });
    const found = energyPriceOf(price);
    known.set(key, found);
    return found;
  };
}

function energyPriceOf(price: PriceView): EnergyPrice {
  if (price.kind === 'unknown') return undefined;
  const energy = price.components.find(({ dimension }) => dimension === 'ENERGY');
  return energy && { allIn: energy.allIn, currency: price.currency };
}

/** The lowest all-in price per kWh among the tariffs that the station's connectors name. */
function lowestPrice(row: ListedLocation, priceOf: PriceOf): EnergyPrice {
  const prices = row.tariffIds.flatMap((tariffId) => priceOf(row, tariffId) ?? []);
  return prices.toSorted((a, b) => compare(exactOf(a.allIn), exactOf(b.allIn)))[0];
}

function viewRow(row: ListedLocation, energyPrice: EnergyPrice, withDistance: boolean): StationRow {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    city: row.city,
    country: row.country,
    operatorName: row.operatorName,
    point: { latitude: row.latitude, longitude: row.longitude },
    plugs: row.plugs as Plug[],
    maxPowerW: row.maxPowerW,
    evseCount: row.evseCount,
    availableCount: row.availableCount,
    availability: bestAvailability(row.statuses),
    statusAt: instantOf(row.statusAt),
    ...(withDistance && row.distanceM !== null ? { distanceM: Math.round(row.distanceM) } : {}),
    ...(energyPrice ? { energyPrice } : {}),
  };
}

/** Unknown prices last: unknown is not free. */
function comparePrices(a: StationRow, b: StationRow): number {
  if (!a.energyPrice || !b.energyPrice) return Number(!a.energyPrice) - Number(!b.energyPrice);
  return compare(exactOf(a.energyPrice.allIn), exactOf(b.energyPrice.allIn));
}
