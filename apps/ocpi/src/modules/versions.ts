import { supportedWires, type VersionWire } from '@peregrine/ocpi/fold';
import type { Answer, Call } from '../http/answer.ts';

/** What we offer, as an eMSP (OCPI 2.2.1 version_information_endpoint). */
const MODULES = [
  ['credentials', 'SENDER'],
  ['credentials', 'RECEIVER'],
  ['locations', 'RECEIVER'],
  ['tariffs', 'RECEIVER'],
  ['sessions', 'RECEIVER'],
  ['cdrs', 'RECEIVER'],
  ['commands', 'SENDER'],
  ['tokens', 'SENDER'],
] as const;

export async function listVersions({ ctx }: Call): Promise<Answer> {
  const data = supportedWires.map(({ version }) => ({
    version,
    url: baseOf(ctx.urls.ocpi, version),
  }));
  return { data };
}

export async function viewVersion({ ctx, wire }: Call): Promise<Answer> {
  const base = baseOf(ctx.urls.ocpi, wire.version);
  const endpoints = MODULES.map(([identifier, role]) => ({
    identifier,
    role,
    url: `${base}/${identifier}`,
  }));
  return { data: { version: wire.version, endpoints } };
}

export function baseOf(ocpiUrl: string, version: VersionWire['version']): string {
  return `${ocpiUrl}/ocpi/${version}`;
}
