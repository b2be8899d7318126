import type { Tariff, TariffDimension, TariffElement } from '@peregrine/domain';
import { atComponent, found, listed } from './found.ts';
import {
  type Box,
  describeBox,
  intersect,
  isEmpty,
  isSteady,
  isWithin,
  type Situations,
  situationsOf,
  subtract,
} from './situations.ts';
import type { LintFinding } from './types.ts';

/**
 * Which elements can price at all, and which moments nobody prices. An element prices a dimension
 * where it is the first that has it and matches (OCPI 2.2.1 mod_tariffs, Tariff.elements); where the
 * whole element is chosen (2.1.1), where it is the first that matches.
 */
export function lintReach(tariff: Tariff): readonly LintFinding[] {
  const situations = situationsOf(tariff);
  const findings = [
    ...tariff.elements.flatMap((element, index) => lintElement(tariff, situations, element, index)),
    ...tariff.elements.flatMap((_, index) => lintOverlap(tariff, situations, index)),
    ...GAP_DIMENSIONS.flatMap((dimension) => lintGap(tariff, situations, dimension)),
  ];
  if (situations.effort.left >= 0) return findings;
  const reason = 'Its elements overlap in too many ways to tell which of them can ever apply.';
  return [...findings, found('reach-unknown', 'info', ['elements'], reason)];
}

function lintElement(
  tariff: Tariff,
  situations: Situations,
  element: TariffElement,
  index: number,
): readonly LintFinding[] {
  const box = situations.boxes[index];
  if (!box) return [];
  if (isEmpty(situations, box)) {
    const reason = 'Its restrictions contradict each other: this element never applies.';
    return [found('element-never-matches', 'error', ['elements', index, 'restrictions'], reason)];
  }
  const dead = element.components.map((component) =>
    coverOf(tariff, situations, index, component.dimension),
  );
  const [first] = dead;
  if (first !== undefined && dead.every((cover) => cover !== undefined)) {
    return [
      found(
        'element-unreachable',
        'error',
        ['elements', index],
        `It never applies: ${first} always comes first.`,
        tariff.elementChoice === 'whole-element'
          ? 'The first element that matches decides alone: give each element all components.'
          : 'Put the element with the narrower restrictions first.',
      ),
    ];
  }
  return dead.flatMap((cover, component) => {
    if (cover === undefined) return [];
    const dimension = element.components[component]?.dimension;
    const reason = `Its ${dimension} price never applies: ${cover} always comes first.`;
    return [found('component-unreachable', 'error', atComponent(index, component), reason)];
  });
}

/** Who leaves nothing for the element in this dimension; undefined when something is left. */
function coverOf(
  tariff: Tariff,
  situations: Situations,
  index: number,
  dimension: TariffDimension,
): string | undefined {
  const { boxes } = situations;
  const box = boxes[index];
  if (!box) return undefined;
  const earlier = [...tariff.elements.entries()].slice(0, index).flatMap(([at, element]) => {
    const cover = boxes[at];
    return cover && decides(tariff, element, dimension) ? [{ at, cover }] : [];
  });
  const single = earlier.find(({ cover }) => isWithin(box, cover));
  if (single) return `element ${single.at}`;
  const involved = earlier.filter(({ cover }) => !isEmpty(situations, intersect(box, cover)));
  const covers = involved.map(({ cover }) => cover);
  if (subtract(situations, [box], covers)?.length !== 0) return undefined;
  return `one of the elements ${listed(involved.map(({ at }) => String(at)))}`;
}

const has = (element: TariffElement, dimension: TariffDimension): boolean =>
  element.components.some((component) => component.dimension === dimension);

const decides = (tariff: Tariff, element: TariffElement, dimension: TariffDimension): boolean =>
  tariff.elementChoice === 'whole-element' || has(element, dimension);

/** Two elements that share moments without one being the exception of the other. */
function lintOverlap(
  tariff: Tariff,
  situations: Situations,
  index: number,
): readonly LintFinding[] {
  const { boxes, usual, effort } = situations;
  const [element, box] = [tariff.elements[index], boxes[index]];
  if (!element || !box) return [];
  const at = tariff.elements.slice(0, index).findIndex((earlier, position) => {
    const other = boxes[position];
    effort.left -= 1;
    if (!other || effort.left < 0 || isWithin(box, other) || isWithin(other, box)) return false;
    const shared = intersect(intersect(box, other), usual);
    const isShared = !isEmpty(situations, shared) && isSteady(situations, shared);
    return isShared && pricesDiffer(earlier, element);
  });
  if (at < 0) return [];
  const reason = `It shares moments with element ${at}, which prices the same differently: only their order decides.`;
  return [found('elements-overlap', 'info', ['elements', index], reason)];
}

function pricesDiffer(a: TariffElement, b: TariffElement): boolean {
  return a.components.some((one) =>
    b.components.some(
      (other) =>
        other.dimension === one.dimension &&
        (other.price !== one.price || other.stepSize !== one.stepSize),
    ),
  );
}

const GAP_DIMENSIONS = ['ENERGY', 'TIME', 'SESSION_TIME', 'PARKING_TIME', 'FLAT'] as const;

/** A dimension that has a price at some moments of a charge and none at others. */
function lintGap(
  tariff: Tariff,
  situations: Situations,
  dimension: TariffDimension,
): readonly LintFinding[] {
  const { boxes, usual } = situations;
  const isCharging = (element: TariffElement) => element.restrictions?.reservation === undefined;
  const charging = tariff.elements.map((element, index) => ({ element, box: boxes[index] }));
  const deciding = charging.filter(
    ({ element }) => isCharging(element) && decides(tariff, element, dimension),
  );
  if (!deciding.some(({ element }) => has(element, dimension))) return [];
  let left: readonly Box[] = [usual];
  const free: Box[] = [];
  for (const { element, box } of deciding) {
    const next = box && subtract(situations, left, [box]);
    if (!next) return [];
    if (!has(element, dimension)) {
      free.push(...left.map((it) => intersect(it, box)).filter((it) => !isEmpty(situations, it)));
    }
    left = next;
  }
  const gap = [...free, ...left].find((it) => isSteady(situations, it));
  if (!gap) return [];
  const isMinor = dimension === 'PARKING_TIME' || dimension === 'FLAT';
  return [
    found(
      'dimension-gap',
      isMinor ? 'info' : 'warning',
      ['elements'],
      `${dimension} has a price only at some moments; it is free at others, for instance ${describeBox(situations, gap)}.`,
      `End with an element without restrictions that prices ${dimension}, at 0 where it is free.`,
    ),
  ];
}
