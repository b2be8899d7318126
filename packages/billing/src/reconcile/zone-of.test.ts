import { describe, expect, test } from 'vitest';
import { saysUtcEverywhere, type ZoneLookup, zoneOf } from './zone-of.ts';

const lookup: ZoneLookup = {
  byPoint: ({ longitude }) => {
    if (longitude > 100) return 'Nowhere/Land';
    if (longitude < -20) return 'Atlantic/Reykjavik';
    return longitude > 0 ? 'Europe/Paris' : undefined;
  },
  byCountry: (country) => ({ PT: 'Europe/Lisbon', IS: 'Atlantic/Reykjavik' })[country],
};
const paris = { latitude: 48.8, longitude: 2.3 };
const iceland = { latitude: 64.1, longitude: -21.9 };
const atSea = { latitude: 0, longitude: -10 };

describe('the time zone of a CDR', () => {
  test.each([
    [{ storedZone: 'Europe/Madrid', point: paris, country: 'PT' }, 'Europe/Madrid', 'location'],
    [{ storedZone: 'Europe/Atlantis', point: paris }, 'Europe/Paris', 'coordinates'],
    [{ point: atSea, country: 'PT' }, 'Europe/Lisbon', 'country'],
    [{ point: { latitude: 0, longitude: 120 }, country: 'PT' }, 'Europe/Lisbon', 'country'],
    [{ country: 'XX' }, 'UTC', 'assumed'],
    [{}, 'UTC', 'assumed'],
    [{ storedZone: 'UTC', point: paris }, 'UTC', 'location'],
    [
      { storedZone: 'Etc/UTC', point: paris, saysUtcEverywhere: true },
      'Europe/Paris',
      'coordinates',
    ],
    [
      { storedZone: 'Europe/Madrid', point: paris, saysUtcEverywhere: true },
      'Europe/Madrid',
      'location',
    ],
    [{ storedZone: 'UTC', saysUtcEverywhere: true }, 'UTC', 'assumed'],
  ] as const)('of %o is %s by %s', (input, timeZone, origin) => {
    expect(zoneOf(input, lookup)).toEqual({ timeZone, origin });
  });
});

describe('a hub that says UTC everywhere', () => {
  const utc = { storedZone: 'UTC' };
  test.each([
    [
      'for places with another clock',
      true,
      [
        { ...utc, point: paris },
        { ...utc, country: 'PT' },
      ],
    ],
    [
      'for one of them',
      true,
      [
        { storedZone: 'GMT', point: paris },
        { ...utc, point: iceland },
      ],
    ],
    [
      'only where it is so',
      false,
      [
        { ...utc, point: iceland },
        { ...utc, country: 'IS' },
      ],
    ],
    [
      'for some',
      false,
      [
        { ...utc, point: paris },
        { storedZone: 'Europe/Paris', point: paris },
      ],
    ],
    ['once', false, [{ ...utc, point: paris }]],
    ['where nobody can tell', false, [{ ...utc, point: atSea }, { ...utc }]],
    ['never', false, [{ point: paris }, { point: paris }]],
  ])('%s: %s', (_what, found, locations) => {
    expect(saysUtcEverywhere(locations, lookup)).toBe(found);
  });
});
