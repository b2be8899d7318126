import { type Decimal, decimal, type Instant } from '@peregrine/domain';

/** Standard rates, oldest first; `from` is midnight of the first day in the country itself. */
const RATES: Readonly<Record<string, readonly { from?: string; percent: string }[]>> = {
  AT: [{ percent: '20' }],
  BE: [{ percent: '21' }],
  BG: [{ percent: '20' }],
  CH: [{ percent: '7.7' }, { from: '2024-01-01T00:00:00+01:00', percent: '8.1' }],
  CY: [{ percent: '19' }],
  CZ: [{ percent: '21' }],
  DE: [{ percent: '19' }],
  DK: [{ percent: '25' }],
  EE: [
    { percent: '20' },
    { from: '2024-01-01T00:00:00+02:00', percent: '22' },
    { from: '2025-07-01T00:00:00+03:00', percent: '24' },
  ],
  ES: [{ percent: '21' }],
  FI: [{ percent: '24' }, { from: '2024-09-01T00:00:00+03:00', percent: '25.5' }],
  FR: [{ percent: '20' }],
  GB: [{ percent: '20' }],
  GR: [{ percent: '24' }],
  HR: [{ percent: '25' }],
  HU: [{ percent: '27' }],
  IE: [{ percent: '23' }],
  IT: [{ percent: '22' }],
  LT: [{ percent: '21' }],
  LU: [{ percent: '16' }, { from: '2024-01-01T00:00:00+01:00', percent: '17' }],
  LV: [{ percent: '21' }],
  MT: [{ percent: '18' }],
  NL: [{ percent: '21' }],
  NO: [{ percent: '25' }],
  PL: [{ percent: '23' }],
  PT: [{ percent: '23' }],
  RO: [{ percent: '19' }, { from: '2025-08-01T00:00:00+03:00', percent: '21' }],
  SE: [{ percent: '25' }],
  SI: [{ percent: '22' }],
  SK: [{ percent: '20' }, { from: '2025-01-01T00:00:00+01:00', percent: '23' }],
};

/** The table speaks of charges from this day on; older ones have no rate here. */
const EARLIEST = Date.parse('2023-01-01T00:00:00Z');

/**
 * The standard VAT rate (percent) of the country where it was charged, at the time of the supply:
 * what the driver pays, whatever rate the operator claims. `country` is ISO 3166-1
 * alpha-2 without regard to case. Undefined where the table knows no rate: then there is no price.
 */
export function vatPercent(country: string, at: Instant): Decimal | undefined {
  const time = Date.parse(at);
  if (!(time >= EARLIEST)) return undefined;
  const rate = RATES[country.toUpperCase()]?.findLast(
    ({ from }) => from === undefined || Date.parse(from) <= time,
  );
  return rate && decimal(rate.percent);
}
