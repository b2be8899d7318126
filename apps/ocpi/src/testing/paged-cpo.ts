import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Wire = { readonly last_updated: string };
export type PagedModule = 'locations' | 'tariffs' | 'sessions' | 'cdrs';
export type PagedCpo = Awaited<ReturnType<typeof startPagedCpo>>;

/** A CPO that serves lists page by page, as the specification has it, with `date_from`. */
export async function startPagedCpo(lists: Partial<Record<PagedModule, readonly Wire[]>>) {
  const seen: URL[] = [];
  let failing: PagedModule | undefined;
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', origin);
    seen.push(url);
    const module = url.pathname.slice(1) as PagedModule;
    const offset = Number(url.searchParams.get('offset') ?? '0');
    const limit = Math.min(100, Number(url.searchParams.get('limit') ?? '100'));
    const from = Date.parse(url.searchParams.get('date_from') ?? '1970-01-01T00:00:00Z');
    const all = (lists[module] ?? []).filter((one) => Date.parse(one.last_updated) >= from);
    if (module === failing && offset > 0) {
      response.writeHead(500);
      response.end('{}');
      return;
    }
    const next = new URL(url);
    next.searchParams.set('offset', String(offset + limit));
    response.writeHead(200, {
      'x-total-count': String(all.length),
      'x-limit': '100',
      ...(offset + limit < all.length ? { link: `<${next.href}>; rel="next"` } : {}),
    });
    const data = all.slice(offset, offset + limit);
    response.end(JSON.stringify({ data, status_code: 1000, timestamp: '2026-03-01T10:00:00Z' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    lists,
    seen,
    endpoints: (['locations', 'tariffs', 'sessions', 'cdrs'] as const).map((module) => ({
      module,
      role: 'SENDER',
      url: `${origin}/${module}`,
    })),
    failOn: (module: PagedModule | undefined) => {
      failing = module;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
