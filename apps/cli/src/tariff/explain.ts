import { explain as explainPrice, explainRefusal, priceSession } from '@peregrine/pricing';
import type { Command } from '../frame/program.ts';
import { inputOf } from './input-of.ts';
import { tellPrice } from './price.ts';
import { readForm } from './read-form.ts';
import { amountsOf } from './summarise.ts';

/** The same as `price`, each amount with its reason, for a person in English or German. */
export const explain: Command = (line, options) => {
  const form = readForm(line);
  const priced = priceSession(inputOf(form));
  const { language } = options;
  const tell = () => tellPrice(priced, form, options, true);
  if (priced.kind === 'unpriceable') {
    const { reason, detail } = priced;
    const title = explainRefusal(priced, { language });
    const total = amountsOf(undefined, undefined);
    return { json: { total, lines: [], refusal: { code: reason, title, detail } }, tell };
  }
  const { result } = priced;
  const { zone, tariffs } = form;
  const lines = explainPrice(result, { language, timeZone: zone.timeZone, tariffs });
  const total = amountsOf(result.totalExclTax, result.totalInclTax);
  return { json: { currency: result.currency, total, lines }, tell };
};
