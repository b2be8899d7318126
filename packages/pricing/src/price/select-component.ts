import type { CompiledRestrictions } from './compile-restrictions.ts';
import type { Candidate, Pricer } from './compile-tariff.ts';
import { type Moment, matchRestrictions, type Undecidable } from './match-restrictions.ts';
import type { PricingPolicy } from './policy.ts';
import type { PassedOver } from './types.ts';

/** `undefined`: nobody prices it, it is free. */
export type Selection = Pricer | Undecidable | undefined;

/**
 * The component that prices a slot at a moment: of the elements in order, the first whose
 * restrictions hold. The candidates have the dimension, so each is looked up by itself (OCPI 2.2.1
 * mod_tariffs, Tariff.elements); with the whole-element choice of 2.1.1 an element without the
 * dimension is one too, and makes it free.
 */
export function selectComponent(
  candidates: readonly Candidate[],
  moment: Moment,
  policy: PricingPolicy,
): Selection {
  for (const { restrictions, pricer } of candidates) {
    const failed = restrictions && matchRestrictions(restrictions, moment, policy);
    if (failed === undefined) return pricer;
    if (typeof failed !== 'string') return failed;
  }
  return undefined;
}

/** The elements before the chosen one, and what kept each of them from pricing. */
export function listPassedOver(
  candidates: readonly Candidate[],
  chosen: Pricer,
  moment: Moment,
  policy: PricingPolicy,
): readonly PassedOver[] {
  if (candidates[0]?.pricer === chosen) return NOBODY;
  const passed: PassedOver[] = [];
  for (const { elementIndex, restrictions, pricer } of candidates) {
    if (pricer === chosen) break;
    const restriction = failedOf(restrictions, moment, policy);
    if (restriction !== undefined) passed.push({ element: elementIndex, restriction });
  }
  return passed;
}

const NOBODY: readonly PassedOver[] = [];

function failedOf(
  restrictions: CompiledRestrictions | undefined,
  moment: Moment,
  policy: PricingPolicy,
): string | undefined {
  const failed = restrictions && matchRestrictions(restrictions, moment, policy);
  return typeof failed === 'string' ? failed : undefined;
}
