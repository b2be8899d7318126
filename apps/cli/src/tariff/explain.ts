import { explain as explainPrice, explainRefusal } from '@peregrine/pricing';
import type { Command } from '../frame/program.ts';
import { tellPrice } from './price.ts';
import { readForm } from './read-form.ts';
import { runPricing } from './run-pricing.ts';
import { amountsOf } from './summarise.ts';

/** The same as `price`, each amount with its reason, for a person in English or German. */
export const explain: Command = (line, options) => {
  const form = readForm(line);
  const priced = runPricing(form);
  const { language } = options;
  const tell = () => tellPrice(priced, form, options, true);
  if (priced.kind === 'unpriceable') {
    const { reason, detail } = priced;
    const title = explainRefusal(priced, { language });
    const total = { exclTax: null, inclTax: null };
    return { json: { total, lines: [], refusal: { code: reason, title, detail } }, tell };
  }
  const { result } = priced;
  const { zone, tariffs } = form;
  const lines = explainPrice(result, { language, timeZone: zone.timeZone, tariffs });
  const total = amountsOf(result.totalExclTax, result.totalInclTax);
  return { json: { currency: result.currency, total, lines }, tell };
};
