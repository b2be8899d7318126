import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createCaller } from '../http/call.ts';
import {
  type ScriptedServer,
  type SeenRequest,
  sendData,
  startScriptedServer,
} from '../testing/scripted-server.ts';
import { readPages } from './read-pages.ts';

const caller = createCaller({ allowLoopback: true, timeoutMs: 2_000 });
let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(script: (request: SeenRequest, response: ServerResponse) => void) {
  server = await startScriptedServer(script);
  return `${server.origin}/cdrs?offset=0&limit=2`;
}

async function readAll(first: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const page of readPages(caller, first, () => ({ authorization: 'Token dA==' })))
    items.push(...page.items);
  return items;
}

/** Serves a list by offset, two at a time, with the headers of the specification. */
function servePage(list: readonly unknown[], request: SeenRequest, response: ServerResponse) {
  const offset = Number(request.url.searchParams.get('offset'));
  const next = new URL(request.url);
  next.searchParams.set('offset', String(offset + 2));
  sendData(response, list.slice(offset, offset + 2), {
    'x-total-count': String(list.length),
    'x-limit': '2',
    ...(offset + 2 < list.length ? { link: `<${next.href}>; rel="next"` } : {}),
  });
}

test('all pages are read, each with the same headers, by following Link', async () => {
  const first = await serve((request, response) => servePage([1, 2, 3, 4, 5], request, response));
  expect(await readAll(first)).toEqual([1, 2, 3, 4, 5]);
  expect(server?.seen.map(({ headers }) => headers.authorization)).toEqual(
    Array(3).fill('Token dA=='),
  );
});

test('a page that is cut off in the middle is asked again', async () => {
  let cuts = 0;
  const first = await serve((request, response) => {
    if (request.url.searchParams.get('offset') === '2' && cuts++ === 0) {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"data":[3,');
      setImmediate(() => response.destroy());
    } else servePage([1, 2, 3], request, response);
  });
  expect(await readAll(first)).toEqual([1, 2, 3]);
  expect(cuts).toBeGreaterThan(0);
});

test('a page that stays broken fails the pull instead of ending it early', async () => {
  const first = await serve((_, response) => response.end('{"data":[1,'));
  await expect(readAll(first)).rejects.toThrow('without an OCPI envelope');
  expect(server?.seen).toHaveLength(3);
});

test('a next link that repeats ends the walk and says that pages are missing', async () => {
  const first = await serve((request, response) =>
    sendData(response, [1, 2], {
      'x-total-count': '5',
      link: `<${request.url.href}>; rel="next"`,
    }),
  );
  await expect(readAll(first)).rejects.toThrow('read already');
  expect(server?.seen).toHaveLength(1);
});

test('a last page that links to itself is forgiven when the total was reached', async () => {
  const first = await serve((request, response) =>
    sendData(response, [1, 2], {
      'x-total-count': '2',
      link: `<${request.url.href}>; rel="next"`,
    }),
  );
  expect(await readAll(first)).toEqual([1, 2]);
});

test('a next link that goes back is not followed', async () => {
  const first = await serve((request, response) => {
    const offset = Number(request.url.searchParams.get('offset'));
    const next = `${request.url.origin}/cdrs?offset=${offset === 0 ? 2 : 1}`;
    sendData(response, [offset], { 'x-total-count': '9', link: `<${next}>; rel="next"` });
  });
  await expect(readAll(first)).rejects.toThrow('does not advance');
  expect(server?.seen).toHaveLength(2);
});

test('when the total drops, the page is read again that much earlier and nothing is lost', async () => {
  let list = ['a', 'b', 'c', 'd', 'e'];
  const first = await serve((request, response) => {
    if (request.url.searchParams.get('offset') === '2') list = list.filter((one) => one !== 'a');
    servePage(list, request, response);
  });
  const items = await readAll(first);
  expect(new Set(items)).toEqual(new Set(['a', 'b', 'c', 'd', 'e']));
});

test('a next link to another host is refused', async () => {
  const first = await serve((_, response) =>
    sendData(response, [1], {
      'x-total-count': '2',
      link: '<http://127.0.0.2:1/cdrs?offset=1>; rel="next"',
    }),
  );
  await expect(readAll(first)).rejects.toThrow('another host');
});

test('endless empty pages come to an end', async () => {
  const first = await serve((request, response) => {
    const offset = Number(request.url.searchParams.get('offset'));
    const next = `${request.url.origin}/cdrs?offset=${offset + 2}`;
    sendData(response, [], { link: `<${next}>; rel="next"` });
  });
  expect(await readAll(first)).toEqual([]);
  expect(server?.seen.length).toBeLessThan(5);
});
