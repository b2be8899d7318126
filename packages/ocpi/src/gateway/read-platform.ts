import type { Caller } from '../http/call.ts';
import { dataOf, PartnerRefusal } from '../http/envelope.ts';
import { requestHeaders } from '../http/headers.ts';
import type { ReadResult } from '../read/read-object.ts';
import { foldVersions } from '../v221/credentials.fold.ts';
import type { Endpoint } from '../versions/messages.ts';
import { negotiate } from '../versions/supported.ts';
import type { VersionWire } from '../versions/version-wire.ts';

/** No version in common, or the registration lacks what we need (OCPI 3002, 3003). */
export class NoCommonVersion extends Error {}

export type Platform = { readonly wire: VersionWire; readonly endpoints: readonly Endpoint[] };

/** Reads a platform's versions and the endpoints of the highest one that both speak. */
export async function readPlatform(
  caller: Caller,
  versionsUrl: string,
  token: string,
): Promise<Platform> {
  const offers = usable(foldVersions(await getData(caller, versionsUrl, token)), 'versions');
  const agreed = negotiate(offers);
  if (!agreed)
    throw new NoCommonVersion(`offers ${offers.map((offer) => offer.version).join(', ')}`);
  const details = await getData(caller, agreed.url, token);
  const { endpoints } = usable(agreed.wire.foldVersionDetails(details), 'version details');
  return { wire: agreed.wire, endpoints };
}

async function getData(caller: Caller, url: string, token: string): Promise<unknown> {
  return dataOf(await caller.call({ method: 'GET', url, headers: requestHeaders({ token }) }));
}

/** The value of a read, or a refusal that names what was wrong. */
export function usable<T>(read: ReadResult<T>, what: string): T {
  if (read.ok) return read.value;
  const where = read.problems.map((problem) => `${problem.pointer} ${problem.reason}`).join('; ');
  throw new PartnerRefusal(`unusable ${what}: ${where}`.slice(0, 300), 200);
}
