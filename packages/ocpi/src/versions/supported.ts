import { wire221 } from '../v221/wire.ts';
import type { VersionOffer } from './messages.ts';
import type { VersionWire } from './version-wire.ts';

/** What we speak, the preferred first. */
export const supportedWires: readonly VersionWire[] = [wire221];

/** The wire of a version that a partner was registered with; undefined when we do not speak it. */
export function wireOf(version: string): VersionWire | undefined {
  return supportedWires.find((wire) => wire.version === version);
}

/** The highest version that both sides speak (OCPI credentials, registration). */
export function negotiate(
  offers: readonly VersionOffer[],
): { readonly wire: VersionWire; readonly url: string } | undefined {
  for (const wire of supportedWires) {
    const offer = offers.find((one) => one.version === wire.version);
    if (offer) return { wire, url: offer.url };
  }
  return undefined;
}
