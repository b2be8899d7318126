import { explain, explainRefusal, type PriceSessionResult } from '@peregrine/pricing';
import type { Command, Options } from '../frame/program.ts';
import { notesOf } from './notes.ts';
import { periodsOf } from './periods-of.ts';
import { type Form, readForm } from './read-form.ts';
import { runPricing } from './run-pricing.ts';
import { amountsOf, summarise } from './summarise.ts';
import { tellLines } from './tell-lines.ts';

/** What a session or a CDR costs by its tariffs; null where that is not known. */
export const price: Command = (line, options) => {
  const form = readForm(line);
  const priced = runPricing(form);
  return { json: answerPrice(priced, form), tell: () => tellPrice(priced, form, options, false) };
};

/** Decimals unrounded, at most 10 digits after the point. */
function answerPrice(priced: PriceSessionResult, { findings, periods }: Form): object {
  const notes = notesOf(priced, findings);
  if (priced.kind === 'unpriceable') {
    return { total: { exclTax: null, inclTax: null }, dimensions: {}, periods: [], notes };
  }
  const { result } = priced;
  return {
    currency: result.currency,
    total: amountsOf(result.totalExclTax, result.totalInclTax),
    dimensions: summarise(result),
    periods: periodsOf(result, periods),
    notes,
  };
}

/** The same for a person, with or without the reason of each amount. */
export function tellPrice(
  priced: PriceSessionResult,
  { zone, tariffs }: Form,
  options: Options,
  reasons: boolean,
): string {
  const { language } = options;
  if (priced.kind === 'unpriceable') {
    return `${explainRefusal(priced, { language })} (${priced.detail})\n`;
  }
  const lines = explain(priced.result, { language, timeZone: zone.timeZone, tariffs });
  return `${tellLines(lines, options, reasons)}\n`;
}
