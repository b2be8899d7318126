import { type Caller, CallFailure, type HttpAnswer } from '../http/call.ts';
import { dataOf, PartnerRefusal } from '../http/envelope.ts';
import { nextLink, offsetOf, pinToOrigin, withOffset } from './next-link.ts';
import { splitItems } from './split-items.ts';

/** The pages came, but not all of them, or not in a way that can be trusted to be all. */
export class IncompletePages extends Error {}

export type Page = {
  readonly items: readonly unknown[];
  /** Each item's own text. */
  readonly texts: readonly string[];
};
export type PagingOptions = {
  readonly maxPages?: number;
  readonly maxItems?: number;
  /** Tries of a page that came broken; 3 when absent. */
  readonly tries?: number;
};

const MAX_EMPTY_PAGES = 3;

/**
 * Walks a paginated list page by page; only one page is in memory. Links are followed as given, on
 * the endpoint's own origin. A total that drops means that later objects moved up: the page is
 * asked again that much earlier (OCPI 2.2.1 transport_and_format, Paginated Response). Repeated,
 * foreign and non-advancing links end the walk; it throws `IncompletePages` after the last page
 * when the partner's total says that something is missing.
 */
export async function* readPages(
  caller: Caller,
  first: string,
  headers: () => Record<string, string>,
  options: PagingOptions = {},
): AsyncGenerator<Page> {
  const maxPages = options.maxPages ?? 20_000;
  const maxItems = options.maxItems ?? 5_000_000;
  const visited = new Set<string>();
  let url: string | undefined = first;
  let totalCount: number | undefined;
  let seen = 0;
  let empty = 0;
  let doubt: string | undefined;
  while (url !== undefined) {
    visited.add(url);
    if (visited.size > maxPages || seen > maxItems) throw new IncompletePages('too many pages');
    const read: ReadPage = await readPage(caller, url, headers, options.tries ?? 3);
    const earlier = steppedBack(url, totalCount, read.totalCount);
    totalCount = read.totalCount ?? totalCount;
    if (earlier !== undefined && !visited.has(earlier)) {
      url = earlier;
      continue;
    }
    seen += read.page.items.length;
    empty = read.page.items.length === 0 ? empty + 1 : 0;
    if (read.page.items.length > 0) yield read.page;
    const following = nextOf(read.link, url, first, visited);
    if (following.doubt) doubt = following.doubt;
    url = empty >= MAX_EMPTY_PAGES ? undefined : following.url;
  }
  if (doubt && (totalCount === undefined || seen < totalCount)) throw new IncompletePages(doubt);
}

function steppedBack(
  url: string,
  before: number | undefined,
  now: number | undefined,
): string | undefined {
  const offset = offsetOf(url);
  if (before === undefined || now === undefined || now >= before || !offset) return undefined;
  return withOffset(url, Math.max(0, offset - (before - now)));
}

function nextOf(
  link: string | undefined,
  url: string,
  first: string,
  visited: ReadonlySet<string>,
): { readonly url?: string; readonly doubt?: string } {
  if (link === undefined) return {};
  const pinned = pinToOrigin(link, first);
  if (pinned === undefined) return { doubt: 'the next page is on another host' };
  if (visited.has(pinned)) return { doubt: 'the next page was read already' };
  const [here, there] = [offsetOf(url), offsetOf(pinned)];
  if (here !== undefined && there !== undefined && there <= here)
    return { doubt: 'the next page does not advance' };
  return { url: pinned };
}

type ReadPage = {
  readonly page: Page;
  readonly link: string | undefined;
  readonly totalCount: number | undefined;
};

async function readPage(
  caller: Caller,
  url: string,
  headers: () => Record<string, string>,
  tries: number,
): Promise<ReadPage> {
  for (let attempt = 1; ; attempt++) {
    try {
      return pageOf(await caller.call({ method: 'GET', url, headers: headers() }), url);
    } catch (error) {
      if (attempt >= tries || !mayPass(error)) throw error;
    }
  }
}

/** A broken connection, a truncated body or a server's own trouble may be gone the next time. */
function mayPass(error: unknown): boolean {
  if (error instanceof CallFailure) return true;
  return (
    error instanceof PartnerRefusal && error.ocpiStatus === undefined && error.httpStatus < 400
  );
}

function pageOf(answer: HttpAnswer, url: string): ReadPage {
  const data = dataOf(answer);
  const items = Array.isArray(data) ? data : [];
  if (!Array.isArray(data) && data !== null && data !== undefined)
    throw new PartnerRefusal('data is not a list', answer.status);
  const totalCount = Number(answer.headers['x-total-count']);
  return {
    page: { items, texts: splitItems(answer.body) ?? [] },
    link: nextLink(answer.headers.link, url),
    totalCount:
      Number.isInteger(totalCount) && answer.headers['x-total-count'] !== ''
        ? totalCount
        : undefined,
  };
}
