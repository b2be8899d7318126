import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  Array.from(
    css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g),
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const texts = ['ink', 'muted', 'brand', 'available', 'in-use', 'reserved', 'out-of-order'];
const pairs: readonly (readonly [string, string, number])[] = [
  ...[...texts, 'unknown', 'check'].flatMap((text) =>
    ['ground', 'surface', 'raised', 'row-hover', 'row-open'].map(
      (ground) => [text, ground, 4.5] as const,
    ),
  ),
  ['ink', 'brand-soft', 4.5],
  ['muted', 'brand-soft', 4.5],
  ['available', 'brand-soft', 4.5],
  ['ink', 'danger-soft', 4.5],
  ['out-of-order', 'danger-soft', 4.5],
  ['ink', 'check-soft', 4.5],
  ['muted', 'check-soft', 4.5],
  ['check', 'check-soft', 4.5],
  ['on-brand', 'brand', 4.5],
  ['on-brand', 'brand-hover', 4.5],
  ['on-status', 'available', 4.5],
  ['on-status', 'out-of-order', 4.5],
  ['map-label', 'map-land', 4.5],
  ['control-line', 'surface', 3],
  ['control-line', 'ground', 3],
];

describe('the tokens', () => {
  it.each(['light', 'dark'] as const)('keep the contrast of WCAG 2.2 AA in %s', (theme) => {
    const weak = pairs
      .map(([front, back, needed]) => {
        const ratio = contrast(tokens.get(front)?.[theme] ?? '', tokens.get(back)?.[theme] ?? '');
        return { pair: `${front} on ${back}`, ratio: Math.round(ratio * 100) / 100, needed };
      })
      .filter(({ ratio, needed }) => !(ratio >= needed));
    expect(weak).toEqual([]);
  });
});
