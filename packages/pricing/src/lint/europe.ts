const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK';

/** The European Union and the European Economic Area, where the rules of AFIR hold. */
const AFIR: ReadonlySet<string> = new Set(`${EU} IS LI NO`.split(' '));

const EUROPE: ReadonlySet<string> = new Set([...AFIR, 'CH', 'GB', 'MC', 'AD', 'SM', 'RS', 'ME']);

/**
 * Rates of VAT, in percent, that a country of `EUROPE` has had since 2010, standard or reduced. From
 * memory, and generous on purpose: a rate that is not here is worth a question, no more.
 */
const RATES: ReadonlySet<string> = new Set(
  [
    '0 1 2 2.1 2.5 2.6 3 3.7 3.8 4 4.5 4.8 5 5.5 6 6.5 7 7.5 7.6 7.7 8 8.1 8.5 9 9.5 10 11 11.1',
    '12 12.5 13 13.5 14 15 16 17 17.5 18 19 19.6 20 21 22 23 24 25 25.5 27',
  ]
    .join(' ')
    .split(' '),
);

export function isAfirCountry(countryCode: string): boolean {
  return AFIR.has(countryCode);
}

export function isEuropean(countryCode: string): boolean {
  return EUROPE.has(countryCode);
}

export function isEuropeanRate(percent: string): boolean {
  return RATES.has(percent);
}
