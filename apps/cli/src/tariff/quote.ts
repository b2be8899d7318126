import { quoteDriver } from '@peregrine/billing';
import { toDecimal } from '@peregrine/domain';
import {
  explainQuote,
  explainRefusal,
  type Quote,
  type QuoteRange,
  quote as quoteCharge,
  type Unquotable,
} from '@peregrine/pricing';
import type { Command, Options } from '../frame/program.ts';
import { type QuoteForm, readQuoteForm } from './read-quote.ts';
import { amountsOf, summarise } from './summarise.ts';
import { tellLines } from './tell-lines.ts';

/**
 * What a charge that has not begun will cost: what the operator will ask for, as a range where it
 * depends, and with a `plan` what the driver pays, the operator's part and ours.
 */
export const quote: Command = (line, options) => {
  const form = readQuoteForm(line);
  const quoted = quoteCharge(form.input);
  const driver = driverOf(form);
  const json = { ...answerOf(quoted, options), ...(driver && { driver }), notes: form.findings };
  return { json, tell: () => `${tell(quoted, form, options)}${tellDriver(driver)}` };
};

/** As quoteDriver answers it; the fees of a given plan are the same everywhere. */
function driverOf({ input, given }: QuoteForm) {
  return given && quoteDriver({ ...input, ...given, site: 'partner' });
}

function answerOf(quoted: Quote | Unquotable, { language }: Options): object {
  if (quoted.kind === 'unquotable') {
    const { reason, detail } = quoted;
    const title = explainRefusal(quoted, { language });
    return { exclTax: null, inclTax: null, refusal: { code: reason, title, detail } };
  }
  const { expected, session, dependsOn } = quoted;
  return {
    currency: expected.currency,
    exclTax: rangeOf(quoted.exclTax),
    inclTax: rangeOf(quoted.inclTax),
    dependsOn,
    total: amountsOf(expected.totalExclTax, expected.totalInclTax),
    dimensions: summarise(expected),
    session,
  };
}

function tellDriver(driver: ReturnType<typeof driverOf>): string {
  if (!driver) return '';
  if (driver.kind !== 'quoted') return `The driver's price is unknown: ${driver.detail}\n`;
  const { expected, low, high, operator, ours } = driver;
  const range = low.amount === high.amount ? '' : ` (${low.amount} to ${high.amount})`;
  return (
    `The driver pays ${expected.total.amount} ${expected.currency}${range}: ` +
    `${operator.amount} for the operator, ${ours.amount} for us\n`
  );
}

function rangeOf(range: QuoteRange | undefined): object | null {
  if (!range) return null;
  const { low, expected, high } = range;
  return { low: toDecimal(low), expected: toDecimal(expected), high: toDecimal(high) };
}

function tell(quoted: Quote | Unquotable, { input }: QuoteForm, options: Options): string {
  const { language } = options;
  if (quoted.kind === 'unquotable') {
    return `${explainRefusal(quoted, { language })} (${quoted.detail})\n`;
  }
  const { timeZone, tariff } = input;
  const lines = explainQuote(quoted, { language, timeZone, tariffs: [tariff] });
  return `${tellLines(lines, options, false)}\n`;
}
