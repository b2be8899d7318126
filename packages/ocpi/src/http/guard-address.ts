import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Says why an address may not be called; thrown before anything is sent. */
export class ForbiddenAddress extends Error {}

const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  internal.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  internal.addSubnet(network, prefix, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether we may open a connection to this address; mapped IPv4 counts as IPv4. */
export function mayConnectTo(address: string, allowLoopback: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (allowLoopback && loopback.check(address, kind)) return true;
  return !internal.check(address, kind);
}

/** Refuses a URL that is not https to a public host; loopback over http only where allowed. */
export function guardUrl(url: URL, allowLoopback: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const plain = url.protocol === 'http:';
  if (!plain && url.protocol !== 'https:')
    throw new ForbiddenAddress(`not an http address: ${url.protocol}`);
  if (url.username || url.password) throw new ForbiddenAddress('credentials in an address');
  if (isIP(host) !== 0 && !mayConnectTo(host, allowLoopback))
    throw new ForbiddenAddress('not a public address');
  if (plain && !(allowLoopback && isLoopbackHost(host)))
    throw new ForbiddenAddress('https is required');
}

function isLoopbackHost(host: string): boolean {
  return (
    host === 'localhost' ||
    (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))
  );
}

/**
 * A DNS lookup that answers only addresses we may connect to. The connection uses the very answer
 * that was checked, so a name that changes its address in between gains nothing.
 */
export function guardedLookup(allowLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => mayConnectTo(address, allowLoopback));
      const [first] = allowed;
      if (!first || allowed.length < addresses.length)
        return callback(new ForbiddenAddress('not a public address'), '', 0);
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}
