import { root } from '../stack/plan.ts';
import { type Step, steps } from './steps.ts';

/** How many checks or tests held, and how many did not. */
export interface Tally {
  passed: number;
  failed: number;
}

/** Runs the steps of these names, or all; prints one line each, and what is wrong. */
export async function runSteps(names: readonly string[]): Promise<Tally> {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) throw new Error(`verify has no step ${unknown.join(', ')}`);
  const tally = { passed: 0, failed: 0 };
  for (const step of steps) {
    if (names.length > 0 && !names.includes(step.name)) continue;
    tally[(await holds(step)) ? 'passed' : 'failed'] += 1;
  }
  return tally;
}

async function holds(step: Step): Promise<boolean> {
  const startedAtMs = performance.now();
  const wrong = await step.check(root);
  const took = `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
  console.log(`${wrong ? 'FAILED' : 'ok    '} ${step.name.padEnd(10)} ${took}`);
  if (wrong) console.log(wrong);
  return wrong === '';
}
