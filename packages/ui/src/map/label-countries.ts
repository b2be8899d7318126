import type { Feature, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { unrollRings } from './unroll-rings.ts';

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Country = Feature<Polygon | MultiPolygon, { name: string }>;

/** `name` is English, `name:de` German and so on; `area` in hundredths of a square degree. */
export type CountryLabel = Feature<
  Point,
  { name: string; area: number; [language: string]: unknown }
>;

/** One point a country, in the middle of its largest polygon, so that no name repeats. */
export function labelCountries(world: World, languages: readonly string[]): CountryLabel[] {
  const { features } = feature(world, world.objects.countries);
  return (features as Country[]).map((country) => labelOf(country, languages));
}

function labelOf(country: Country, languages: readonly string[]): CountryLabel {
  const { geometry, properties } = country;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const whole = unrollRings({ type: 'MultiPolygon', coordinates: polygons });
  const rings = whole.coordinates.flatMap((polygon) => (polygon[0] ? [polygon[0]] : []));
  const largest = rings.map(centroid).sort((a, b) => b.area - a.area)[0];
  const translated = languages.flatMap((language) => {
    const name = countryName(country.id, language);
    return name ? [[`name:${language}`, name] as const] : [];
  });
  return {
    type: 'Feature',
    properties: {
      name: properties.name,
      area: Math.round((largest?.area ?? 0) * 100),
      ...Object.fromEntries(translated),
    },
    geometry: { type: 'Point', coordinates: largest?.at ?? [0, 0] },
  };
}

/** The file's names are English, its ids ISO 3166-1 numbers, which `Intl.Locale` knows by letters. */
export function countryName(id: unknown, language: string): string | undefined {
  if (!/^\d{3}$/.test(String(id)) || language === 'en') return undefined;
  const { region } = new Intl.Locale(`und-${id}`);
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return region && names.of(region);
}

function centroid(ring: readonly Position[]): { at: Position; area: number } {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (const [index, [ax = 0, ay = 0]] of ring.entries()) {
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? [];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (twice === 0) return { at: ring[0] ? [...ring[0]] : [0, 0], area: 0 };
  return { at: [x / (3 * twice), y / (3 * twice)], area: Math.abs(twice / 2) };
}
