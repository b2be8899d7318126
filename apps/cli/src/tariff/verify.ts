import { type ReconcileCdrInput, reconcileCdr } from '@peregrine/billing';
import type { Command } from '../frame/program.ts';
import { foldWholeCdr } from './fold-priced-cdr.ts';
import { tellFindings } from './lint.ts';
import { readCdrForm } from './read-form.ts';

/**
 * Whether a CDR claims what its tariffs and its own quantities give: the findings of reconciliation
 * that need nothing but the CDR. The first of `tariffs` is the price basis.
 */
export const verify: Command = (line) => {
  const { cdr, tariffs, zone, findings: odd } = readCdrForm(line, foldWholeCdr);
  const [tariff, ...otherTariffs] = tariffs;
  const input: ReconcileCdrInput = {
    cdr,
    tariff,
    otherTariffs,
    timeZone: zone.timeZone,
    zoneOrigin: zone.origin,
  };
  const { state, findings, computation, computedExclTax, computedInclTax } = reconcileCdr(input);
  const all = [...odd, ...findings];
  const json = {
    state,
    currency: cdr.currency,
    claimed: { exclTax: cdr.totalCost.exclTax, inclTax: cdr.totalCost.inclTax ?? null },
    computed: { exclTax: computedExclTax ?? null, inclTax: computedInclTax ?? null },
    comparison: computation.comparison,
    findings: all,
  };
  const { claimed, computed } = json;
  const head =
    `${state}: claimed ${claimed.exclTax} ${cdr.currency} before tax, ` +
    `computed ${computed.exclTax ?? 'unknown'}`;
  return { json, tell: () => `${head}\n${tellFindings(all)}` };
};
