import type { Currency } from '@peregrine/domain';

/**
 * Roughly how many units one euro is worth, to tell a price from a slip of the decimal point; never
 * to convert. A currency that is not here is not judged.
 */
const UNITS_PER_EURO: Readonly<Record<string, bigint>> = {
  AED: 4n,
  ALL: 100n,
  AMD: 450n,
  AUD: 2n,
  AZN: 2n,
  BAM: 2n,
  BGN: 2n,
  BRL: 6n,
  CAD: 2n,
  CHF: 1n,
  CNY: 8n,
  CZK: 25n,
  DKK: 7n,
  EUR: 1n,
  GBP: 1n,
  GEL: 3n,
  HKD: 9n,
  HUF: 400n,
  ILS: 4n,
  INR: 100n,
  ISK: 145n,
  JPY: 160n,
  KRW: 1_600n,
  MAD: 11n,
  MDL: 20n,
  MKD: 62n,
  MXN: 21n,
  MYR: 5n,
  NOK: 12n,
  NZD: 2n,
  PLN: 4n,
  QAR: 4n,
  RON: 5n,
  RSD: 117n,
  SAR: 4n,
  SEK: 11n,
  SGD: 2n,
  THB: 38n,
  TRY: 50n,
  TWD: 35n,
  UAH: 48n,
  USD: 1n,
  ZAR: 20n,
};

export function unitsPerEuro(currency: Currency): bigint | undefined {
  return UNITS_PER_EURO[currency];
}

/** Replaced by the euro. Bulgaria's lev went at the start of 2026, Croatia's kuna in 2023. */
const WITHDRAWN =
  'ATS BEF BGN CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK'.split(' ');

export function isWithdrawn(currency: Currency): boolean {
  return WITHDRAWN.includes(currency);
}

// Test codes, metals and units of account are codes of ISO 4217 that nobody pays with.
const NOT_PAID_WITH = /^X(?!AF|OF|PF|CD|CG)/;
let known: ReadonlySet<string> | undefined;

/** A code of ISO 4217 that people pay with, as far as the runtime's own list goes. */
export function isCurrency(currency: Currency): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(currency) && !NOT_PAID_WITH.test(currency);
}

const EURO = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK';

const OF_COUNTRY: Readonly<Record<string, Currency>> = {
  ...Object.fromEntries(EURO.split(' ').map((country) => [country, 'EUR'])),
  AL: 'ALL',
  BA: 'BAM',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HU: 'HUF',
  IS: 'ISK',
  LI: 'CHF',
  MD: 'MDL',
  MK: 'MKD',
  NO: 'NOK',
  PL: 'PLN',
  RO: 'RON',
  RS: 'RSD',
  SE: 'SEK',
  TR: 'TRY',
  UA: 'UAH',
  US: 'USD',
};

/** What is paid with in a country; undefined where we do not know. */
export function currencyOfCountry(countryCode: string): Currency | undefined {
  return OF_COUNTRY[countryCode];
}
