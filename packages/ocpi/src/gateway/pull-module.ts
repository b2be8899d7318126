import type { Cdr, Finding, Folded, Instant, Location, Session, Tariff } from '@peregrine/domain';
import type { Caller } from '../http/call.ts';
import { requestHeaders } from '../http/headers.ts';
import { type Page, readPages } from '../paging/read-pages.ts';
import type { ReadResult } from '../read/read-object.ts';
import type { VersionWire } from '../versions/version-wire.ts';
import { type Connection, endpointUrl } from './endpoints.ts';

/** An object that could not be used at all, by the id it claims. */
export type RefusedObject = { readonly objectKey: string; readonly findings: readonly Finding[] };
type Pulled<M, T> = {
  readonly module: M;
  readonly items: readonly Folded<T>[];
  readonly refused: readonly RefusedObject[];
};
export type ModulePage =
  | Pulled<'locations', Location>
  | Pulled<'tariffs', Tariff>
  | Pulled<'sessions', Session>
  | Pulled<'cdrs', { readonly cdr: Cdr; readonly raw: string }>;
export type Module = ModulePage['module'];

const PAGE_SIZE = 100;
/** `date_from` is required of sessions (OCPI 2.2.1 mod_sessions, GET). */
const BEGINNING = '2010-01-01T00:00:00Z';

/** All pages of a module since `from`, folded; only one page is in memory. */
export async function* pullModule(
  caller: Caller,
  wire: VersionWire,
  partner: Connection,
  module: Module,
  from?: Instant,
): AsyncGenerator<ModulePage> {
  const url = new URL(endpointUrl(partner, module, 'SENDER'));
  const since = from ?? (module === 'sessions' ? BEGINNING : undefined);
  if (since) url.searchParams.set('date_from', since);
  url.searchParams.set('offset', '0');
  url.searchParams.set('limit', String(PAGE_SIZE));
  // Without a receiver: a platform may hold several parties, and all are meant.
  const headers = () => requestHeaders({ token: partner.theirToken, from: partner.ourParty });
  for await (const page of readPages(caller, url.href, headers)) yield foldPage(wire, module, page);
}

function foldPage(wire: VersionWire, module: Module, page: Page): ModulePage {
  switch (module) {
    case 'locations':
      return { module, ...foldItems(page, wire.foldLocation, (value) => value) };
    case 'tariffs':
      return { module, ...foldItems(page, wire.foldTariff, (value) => value) };
    case 'sessions':
      return { module, ...foldItems(page, wire.foldSession, (value) => value) };
    case 'cdrs':
      return { module, ...foldItems(page, wire.foldCdr, (cdr, raw) => ({ cdr, raw })) };
  }
}

function foldItems<T, R>(
  page: Page,
  fold: (input: unknown) => ReadResult<T>,
  finish: (value: T, raw: string) => R,
): { items: Folded<R>[]; refused: RefusedObject[] } {
  const items: Folded<R>[] = [];
  const refused: RefusedObject[] = [];
  for (const [index, input] of page.items.entries()) {
    const folded = fold(input);
    const raw = page.texts[index] ?? JSON.stringify(input);
    if (folded.ok) items.push({ value: finish(folded.value, raw), findings: folded.findings });
    else refused.push({ objectKey: claimedKey(input), findings: folded.problems });
  }
  return { items, refused };
}

function claimedKey(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '?';
  const field = (name: string) => {
    const value: unknown = Reflect.get(input, name);
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).slice(0, 60)
      : '?';
  };
  return `${field('country_code')}/${field('party_id')}/${field('id')}`;
}
