import type { Decimal, MoneyText } from '@peregrine/domain';

/**
 * Formats an exact decimal text without passing through a float: Intl takes the text as it is
 * (ECMA-402, Intl mathematical values).
 */
function formatExact(value: string, locale: string, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, options).format(value as Intl.StringNumericLiteral);
}

/** A settled sum with its currency, all minor digits: `€12.28`. */
export function formatMoney(money: MoneyText, locale: string): string {
  return formatExact(money.amount, locale, { style: 'currency', currency: money.currency });
}

/** A sum with its sign, for differences: `+€0.15`. */
export function formatMoneyChange(money: MoneyText, locale: string): string {
  return formatExact(money.amount, locale, {
    style: 'currency',
    currency: money.currency,
    signDisplay: 'exceptZero',
  });
}

/** A gross unit price with four decimals, so that columns align: `€0.5929`, `€0.3500`. */
export function formatUnitPrice(value: Decimal, currency: string, locale: string): string {
  return formatExact(value, locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
}

/** An exact sum as it was claimed or computed: two to four decimals, `€9.35`, `€6.785`. */
export function formatExactSum(value: Decimal, currency: string, locale: string): string {
  return formatExact(value, locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
}

/** Energy in kWh: two decimals on screens, three on receipts. The unit is part of the text. */
export function formatEnergy(energyKwh: Decimal, locale: string, decimals: 2 | 3 = 2): string {
  return `${formatEnergyFigure(energyKwh, locale, decimals)} kWh`;
}

/** The figure alone, for a large number with its unit beside it. */
export function formatEnergyFigure(
  energyKwh: Decimal,
  locale: string,
  decimals: 2 | 3 = 2,
): string {
  return formatExact(energyKwh, locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** A measured power: `21.8 kW`. */
export function formatPower(powerKw: Decimal, locale: string): string {
  return `${formatExact(powerKw, locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} kW`;
}

/** A rated power in watts as people say it: `22 kW`, `3.7 kW`. */
export function formatRatedPower(powerW: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(powerW / 1000)} kW`;
}

/** `21 %` or `5.5 %`, as the locale writes a percentage. */
export function formatPercent(percent: Decimal, locale: string): string {
  return formatExact(`${percent}e-2`, locale, { style: 'percent', maximumFractionDigits: 2 });
}

/** A quantity of a receipt line with at most four decimals, unit apart. */
export function formatQuantity(quantity: Decimal, locale: string, minimumDecimals = 0): string {
  return formatExact(quantity, locale, {
    minimumFractionDigits: minimumDecimals,
    maximumFractionDigits: 4,
  });
}

/** Metres as people say them: `350 m`, `1.2 km`, `12 km`. */
export function formatDistance(metres: number, locale: string): string {
  if (metres < 950) return `${Math.max(10, Math.round(metres / 10) * 10)} m`;
  const decimals = metres < 9_950 ? 1 : 0;
  const kilometres = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(metres / 1000);
  return `${kilometres} km`;
}
