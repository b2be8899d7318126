import { explain, explainRefusal, type PriceSessionResult, priceSession } from '@peregrine/pricing';
import type { Command, Options } from '../frame/program.ts';
import { inputOf } from './input-of.ts';
import { notesOf } from './notes.ts';
import { periodsOf } from './periods-of.ts';
import { type Form, readForm } from './read-form.ts';
import { amountsOf, summarise, summariseUnknown } from './summarise.ts';
import { tellLines } from './tell-lines.ts';

/** What a session or a CDR costs by its tariffs; null where that is not known. */
export const price: Command = (line, options) => {
  const form = readForm(line);
  const priced = priceSession(inputOf(form));
  return { json: answerPrice(priced, form), tell: () => tellPrice(priced, form, options, false) };
};

/** Decimals unrounded, at most 10 digits after the point. */
function answerPrice(priced: PriceSessionResult, form: Form): object {
  const notes = notesOf(priced, form.findings);
  if (priced.kind === 'unpriceable') {
    const total = amountsOf(undefined, undefined);
    return { total, dimensions: summariseUnknown(), periods: [], notes };
  }
  const { result } = priced;
  return {
    currency: result.currency,
    total: amountsOf(result.totalExclTax, result.totalInclTax),
    dimensions: summarise(result),
    periods: periodsOf(result, inputOf(form)),
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
