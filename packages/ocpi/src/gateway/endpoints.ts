import type { Endpoint } from '../versions/messages.ts';

/** How to reach a partner; the services' `PartnerConnection` has this shape. */
export type Connection = {
  readonly partnerId: string;
  readonly name: string;
  readonly version: string;
  readonly theirToken: string;
  readonly endpoints: readonly Endpoint[];
  readonly ourParty: { readonly countryCode: string; readonly partyId: string };
  readonly quirks: Readonly<Record<string, boolean>>;
};

/** The partner offers no such interface. */
export class MissingEndpoint extends Error {}

/** URL of a partner's module in a role; throws `MissingEndpoint`. */
export function endpointUrl(
  partner: Pick<Connection, 'endpoints' | 'name'>,
  module: string,
  role: 'SENDER' | 'RECEIVER',
): string {
  const found = partner.endpoints.find((one) => one.module === module && one.role === role);
  if (!found) throw new MissingEndpoint(`${partner.name} offers no ${module} as ${role}`);
  return found.url;
}

/** `base` + path segments, whether or not the base ends in a slash. */
export function below(base: string, ...segments: readonly string[]): string {
  const path = segments.map((segment) => encodeURIComponent(segment)).join('/');
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  return url.href;
}
