import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TinyCpo = Awaited<ReturnType<typeof startTinyCpo>>;

let started = 0;

/** The least of a CPO that a handshake needs, with the specification's shapes; each has two parties of its own. */
export async function startTinyCpo(versions: readonly string[] = ['2.1.1', '2.2.1']) {
  started += 1;
  const parties = ['TN', 'TB'].map((name) => name + started.toString(36).toUpperCase());
  const seen: { method: string; path: string; token: string; body: unknown }[] = [];
  let broken = false;
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    incoming.on('end', () => {
      const encoded = (incoming.headers.authorization ?? '').replace(/^Token /, '');
      const token = Buffer.from(encoded, 'base64').toString('utf8');
      const path = incoming.url ?? '';
      const parsed: unknown = body === '' ? undefined : JSON.parse(body);
      seen.push({ method: incoming.method ?? '', path, token, body: parsed });
      response.writeHead(broken ? 500 : 200, { 'content-type': 'application/json' });
      const data = broken ? undefined : dataFor(origin, path, versions, parties);
      response.end(
        JSON.stringify({
          data,
          status_code: broken ? 3000 : 1000,
          timestamp: '2026-03-01T10:00:00Z',
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    versionsUrl: `${origin}/versions`,
    parties,
    seen,
    credentials: (token: string) => credentials(origin, token, parties),
    breakDown: () => {
      broken = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function dataFor(
  origin: string,
  path: string,
  versions: readonly string[],
  parties: readonly string[],
): unknown {
  if (path === '/versions')
    return versions.map((version) => ({ version, url: `${origin}/${version}` }));
  if (path === '/2.2.1/credentials') return credentials(origin, 'token-c-of-the-cpo', parties);
  const modules = [
    ['credentials', 'RECEIVER'],
    ['locations', 'SENDER'],
    ['tokens', 'RECEIVER'],
  ];
  const endpoints = modules.map(([identifier, role]) => ({
    identifier,
    role,
    url: `${origin}/2.2.1/${identifier}`,
  }));
  return { version: '2.2.1', endpoints };
}

function credentials(origin: string, token: string, [dutch, belgian]: readonly string[]) {
  const role = (country_code: string, party_id: string | undefined) => ({
    role: 'CPO',
    country_code,
    party_id,
    business_details: { name: `Tiny ${country_code}` },
  });
  return { token, url: `${origin}/versions`, roles: [role('NL', dutch), role('BE', belgian)] };
}
