const TOKENS = [
  'ink',
  'muted',
  'surface',
  'line',
  'brand',
  'available',
  'in-use',
  'reserved',
  'out-of-order',
  'unknown',
  'on-status',
  'map-water',
  'map-land',
  'map-border',
  'map-label',
] as const;

export type MapColours = Readonly<Record<(typeof TOKENS)[number], string>>;

/**
 * The tokens as plain colours for the canvas, as they are in `host` now. A custom property alone
 * would read `light-dark(…)`, so each one is put on a probe and read back.
 */
export function readMapColours(host: HTMLElement): MapColours {
  const probe = document.createElement('span');
  // Where motion is reduced, every change takes a moment, at whose start the old colour is read.
  probe.style.transition = 'none';
  host.append(probe);
  const entries = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as MapColours;
}
