import { type Decimal, exactOf, parseDecimal, subtract, toDecimal } from '@peregrine/domain';

/** More digits than any register has: what is longer is not a reading. */
const MAX_DIGITS = 40;

/** A register's value as written, e.g. `       9.038`; a comma counts as the point. */
export function readValue(text: string): Decimal | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_DIGITS) return;
  const value = parseDecimal(trimmed.replace(/^(-?\d+),(\d+)$/, '$1.$2'));
  return value !== undefined && value.length <= MAX_DIGITS ? value : undefined;
}

const POWERS: Record<string, number> = { wh: -3, kwh: 0 };

/** The value in kWh; undefined where the unit is not one of energy (OCMF, table 20). Exact. */
export function toKwh(value: Decimal, unit: string): Decimal | undefined {
  const power = POWERS[unit.trim().toLowerCase()];
  return power === undefined ? undefined : scale(value, power);
}

/** value x 10^power; undefined where no register has that many digits. */
export function scale(value: Decimal, power: number): Decimal | undefined {
  const scaled = parseDecimal(`${value}e${power}`);
  return scaled !== undefined && scaled.length <= MAX_DIGITS ? scaled : undefined;
}

/** The end's register minus the begin's; no digit is lost. */
export function energyBetween(begin: Decimal, end: Decimal): Decimal {
  const digits = Math.max(fractionDigits(begin), fractionDigits(end));
  return toDecimal(subtract(exactOf(end), exactOf(begin)), digits);
}

function fractionDigits(value: Decimal): number {
  return value.split('.')[1]?.length ?? 0;
}
