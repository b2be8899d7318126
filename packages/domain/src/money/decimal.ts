/**
 * An exact decimal number as text: `-?digits(.digits)?`, no exponent, no trailing zeros after the
 * point, `0` for zero. Money, energy and time travel and rest in this form (JSON, `numeric`
 * columns); to compute, turn it into an `Exact`.
 */
export type Decimal = string & { readonly __decimal: unique symbol };

const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal of the wire, a JSON number or its text, exactly as it was written: 0.45 is
 * forty-five hundredths. Answers undefined when it is no finite decimal.
 */
export function parseDecimal(value: string | number): Decimal | undefined {
  const match = PLAIN.exec(String(value).trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = digits.padStart(digits.length + Math.max(0, -point), '0');
  const at = Math.max(0, point);
  const integer =
    padded
      .slice(0, at)
      .padEnd(at, '0')
      .replace(/^0+(?=\d)/, '') || '0';
  const rest = padded.slice(at).replace(/0+$/, '');
  const text = rest ? `${integer}.${rest}` : integer;
  return (sign === '-' && text !== '0' ? `-${text}` : text) as Decimal;
}

/** A decimal that the code itself writes down; throws on anything else (a bug, not input). */
export function decimal(value: string): Decimal {
  const parsed = parseDecimal(value);
  if (parsed === undefined) throw new Error(`not a decimal: ${value}`);
  return parsed;
}
