import {
  compare,
  type Exact,
  exact,
  exactOf,
  multiply,
  type PriceComponent,
  type Tariff,
  type TariffDimension,
  toDecimal,
} from '@peregrine/domain';
import { currencyOfCountry, isCurrency, isWithdrawn, unitsPerEuro } from './currencies.ts';
import { atComponent, found } from './found.ts';
import type { LintFinding } from './types.ts';

/** The currency, and prices that look like a slip of the pen. */
export function lintPrices(tariff: Tariff): readonly LintFinding[] {
  return [
    ...lintCurrency(tariff),
    ...tariff.elements.flatMap(({ components }, element) =>
      components.flatMap((component, position) =>
        lintPrice(component, tariff, atComponent(element, position, 'price')),
      ),
    ),
  ];
}

function lintCurrency({ currency, party }: Tariff): readonly LintFinding[] {
  if (isWithdrawn(currency)) {
    const reason = `${currency} was replaced by the euro: nobody pays with it.`;
    return [found('currency-withdrawn', 'error', ['currency'], reason, 'EUR')];
  }
  if (!isCurrency(currency)) {
    const upper = currency.trim().toUpperCase();
    const reason = `${currency} is no currency of ISO 4217 that people pay with.`;
    const meant = isCurrency(upper) ? upper : undefined;
    return [found('currency-unknown', 'error', ['currency'], reason, meant)];
  }
  const usual = currencyOfCountry(party.countryCode);
  if (usual === undefined || usual === currency) return [];
  const reason = `The operator is in ${party.countryCode}, where ${usual} is paid, not ${currency}.`;
  return [found('currency-foreign', 'info', ['currency'], reason)];
}

/** In euro per kWh, hour or session: above the first nobody charges, below the second neither. */
const PLAUSIBLE: Readonly<Record<TariffDimension, readonly [Exact, Exact | undefined]>> = {
  ENERGY: [exact(5n), exact(1n, 100n)],
  TIME: [exact(120n), exact(1n, 10n)],
  PARKING_TIME: [exact(120n), exact(1n, 10n)],
  SESSION_TIME: [exact(120n), exact(1n, 10n)],
  FLAT: [exact(100n), undefined],
};

/** Numbers of OCPI have 4 decimals (2.2.1 types, number). */
const MAX_DECIMALS = 4;

function lintPrice(
  { dimension, price, approximate }: PriceComponent,
  { currency }: Tariff,
  at: readonly (string | number)[],
): readonly LintFinding[] {
  const value = exactOf(price);
  const findings: LintFinding[] = [];
  if (value.num < 0n) {
    const reason = `A price below 0 pays the driver for ${dimension}.`;
    findings.push(found('price-negative', 'warning', at, reason));
  }
  if (approximate) {
    const reason = 'The hub could not state the price exactly: what is paid may differ.';
    findings.push(found('price-approximate', 'info', at, reason));
  }
  if ((price.split('.')[1]?.length ?? 0) > MAX_DECIMALS) {
    const reason = `OCPI's numbers have ${MAX_DECIMALS} decimals: another system may cut the rest.`;
    findings.push(found('price-too-fine', 'info', at, reason, toDecimal(value, MAX_DECIMALS)));
  }
  const units = unitsPerEuro(currency);
  if (units === undefined || value.num <= 0n) return findings;
  const [most, least] = PLAUSIBLE[dimension].map((bound) => bound && multiply(bound, exact(units)));
  const per = dimension === 'ENERGY' ? 'kWh' : dimension === 'FLAT' ? 'session' : 'hour';
  if (most && compare(value, most) > 0) {
    const reason = `${price} ${currency} per ${per} is more than anybody charges.`;
    const meant = toDecimal(multiply(value, exact(1n, 100n)));
    findings.push(found('price-absurd', 'warning', at, reason, `Minor units? Then ${meant}.`));
  }
  if (least && compare(value, least) < 0) {
    const reason = `${price} ${currency} per ${per} is next to nothing.`;
    const meant = dimension === 'ENERGY' ? ([1_000n, 'Wh'] as const) : ([60n, 'minute'] as const);
    const scaled = toDecimal(multiply(value, exact(meant[0])));
    const suggestion = `Meant per ${meant[1]}? Then ${scaled} per ${per}.`;
    findings.push(found('price-suspiciously-low', 'warning', at, reason, suggestion));
  }
  return findings;
}
