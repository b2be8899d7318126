import type { Tariff, TariffDimension } from '@peregrine/domain';
import { atComponent, found } from './found.ts';
import type { LintFinding } from './types.ts';

/**
 * The coarsest step (Wh, s) whose surplus stays tolerable on a short charge: a tenth of 5 kWh, half of
 * an hour. The surplus is at most one unit less than a step.
 */
const COARSEST: Readonly<Partial<Record<TariffDimension, number>>> = {
  ENERGY: 500,
  TIME: 1_800,
  PARKING_TIME: 1_800,
  SESSION_TIME: 1_800,
};

/** Steps of the components (OCPI 2.2.1 mod_tariffs, PriceComponent.step_size). */
export function lintSteps(tariff: Tariff): readonly LintFinding[] {
  return [
    ...tariff.elements.flatMap(({ components }, element) =>
      components.flatMap(({ dimension, stepSize, price }, position) => {
        const at = atComponent(element, position, 'step_size');
        const isFree = price === '0';
        return dimension === 'FLAT'
          ? lintFlatStep(stepSize, at)
          : lintStep(dimension, stepSize, isFree, at);
      }),
    ),
    ...lintChanges(tariff),
  ];
}

function lintFlatStep(size: number, at: readonly (string | number)[]): readonly LintFinding[] {
  if (size === 0 || size === 1) return [];
  return [found('step-on-flat', 'info', at, 'A FLAT price has no step: it means nothing here.')];
}

function lintStep(
  dimension: TariffDimension,
  size: number,
  isFree: boolean,
  at: readonly (string | number)[],
): readonly LintFinding[] {
  if (size < 0) return [found('step-negative', 'error', at, 'No step is below 0.', '1')];
  if (size === 0) {
    const reason = 'A step of 0: read as none, so not even a whole unit is rounded to.';
    return [found('step-zero', 'info', at, reason, '1')];
  }
  if (isFree || size <= (COARSEST[dimension] ?? size)) return [];
  const [unit, charge] = dimension === 'ENERGY' ? ['Wh', '5 kWh'] : ['s', 'an hour'];
  const share = Math.floor((100 * (size - 1)) / (dimension === 'ENERGY' ? 5_000 : 3_600));
  const reason = `A step of ${size} ${unit} may add ${share} % to ${charge}: a short charge pays for what it never took.`;
  return [found('step-overcharges', 'warning', at, reason)];
}

/** The step of the last component rounds the whole session's quantity. */
function lintChanges(tariff: Tariff): readonly LintFinding[] {
  const first = new Map<string, number>();
  return tariff.elements.flatMap(({ components, restrictions }, element) =>
    components.flatMap(({ dimension, stepSize, price }, position) => {
      if (dimension === 'FLAT' || price === '0') return [];
      const kind = `${dimension} ${restrictions?.reservation ?? ''}`;
      const known = first.get(kind) ?? stepSize;
      first.set(kind, known);
      if (known === stepSize) return [];
      const reason = `${dimension} has steps of ${known} and ${stepSize}: that of the last element met rounds the whole session.`;
      return [found('step-changes', 'info', atComponent(element, position, 'step_size'), reason)];
    }),
  );
}
