import type { Tariff } from '@peregrine/domain';
import { lintLimits } from './lint-limits.ts';
import { lintPrices } from './lint-prices.ts';
import { lintReach } from './lint-reach.ts';
import { lintRestrictions } from './lint-restrictions.ts';
import { lintSteps } from './lint-steps.ts';
import { lintStructure } from './lint-structure.ts';
import { lintTaxes } from './lint-taxes.ts';
import { lintTransparency } from './lint-transparency.ts';
import type { LintContext, LintFinding } from './types.ts';

/**
 * What is odd about a tariff, in the order of its parts: `error` changes what is paid or cannot be
 * right, `warning` deserves a question, `info` is good to know. Never throws; an expired tariff is
 * no finding, as nothing here knows the time.
 */
export function lint(tariff: Tariff, context: LintContext = {}): readonly LintFinding[] {
  return [
    ...lintStructure(tariff),
    ...lintRestrictions(tariff),
    ...lintReach(tariff),
    ...lintPrices(tariff),
    ...lintTaxes(tariff),
    ...lintSteps(tariff),
    ...lintLimits(tariff),
    ...lintTransparency(tariff, context),
  ];
}
