import { type Instant, parseInstant, storableText } from '@peregrine/domain';
import { z } from 'zod';

/** An identifier: required text; a number is taken by its digits, as some peers send it. */
export const id = z
  .union([z.string(), z.number().transform(String)], { error: 'expected text' })
  .refine((value) => value.length > 0 && value.length <= 255, 'expected 1 to 255 characters')
  .refine(
    (value) => storableText(value) === value,
    'expected text without NUL and half characters',
  );

/** Twice what the specification allows its longest texts; a station's name is on every map tile. */
const LONGEST_TEXT = 512;

/** Any text; numbers are taken by their digits. Longer than the specification allows is kept. */
export const text = z
  .union([z.string(), z.number().transform(String)], { error: 'expected text' })
  .transform((value) => storableText(value.slice(0, LONGEST_TEXT)));

/** OCPI types, DateTime: `Z`, an offset, or none, which means UTC. */
export const dateTime = z.string('expected a date-time').transform((value, context): Instant => {
  const instant = parseInstant(value);
  if (instant) return instant;
  context.issues.push({ code: 'custom', input: value, message: 'expected a date-time' });
  return z.NEVER;
});

/** A whole number within what counters hold; its digits as text are tolerated. */
export const integer = z
  .union([z.number(), z.string().regex(/^-?\d{1,15}$/, 'expected a whole number')], {
    error: 'expected a whole number',
  })
  .transform(Number)
  .refine((value) => Number.isFinite(value) && Math.abs(value) < 1e15, 'expected a whole number')
  .transform(Math.round);

const DEGREES = /^\s*-?\d{1,3}([.,]\d+)?\s*$/;

/** A coordinate in decimal degrees, text on the wire (OCPI mod_locations, GeoLocation). */
export function degrees(limit: number) {
  return z
    .union([z.number(), z.string().regex(DEGREES, 'expected decimal degrees')], {
      error: 'expected decimal degrees',
    })
    .transform((value) => Number(String(value).replace(',', '.')))
    .refine((value) => Math.abs(value) <= limit, `expected at most ${limit} degrees`);
}

export const countryCode = z
  .string('expected a country code')
  .regex(/^[A-Za-z]{2}$/, 'expected an ISO 3166-1 alpha-2 code')
  .transform((value) => value.toUpperCase());

export const partyId = z
  .string('expected a party id')
  .regex(/^[A-Za-z0-9]{3}$/, 'expected three characters')
  .transform((value) => value.toUpperCase());

/** The first text of a DisplayText list, or of one alone. */
export const displayTexts = z
  .union([z.array(z.object({ text: text })), z.object({ text: text }).transform((one) => [one])])
  .transform((list) => list[0]?.text);
