import type { Tariff, TariffElement } from '@peregrine/domain';
import { atComponent, found, listed } from './found.ts';
import type { LintFinding } from './types.ts';

const TYPES = ['AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN', 'REGULAR'];

/** What a tariff has and lacks as a whole (OCPI 2.2.1 mod_tariffs, Tariff). */
export function lintStructure(tariff: Tariff): readonly LintFinding[] {
  if (tariff.elements.length === 0) {
    return [found('no-elements', 'error', ['elements'], 'A tariff has at least one element.')];
  }
  return [
    ...tariff.elements.flatMap(lintElement),
    ...lintHead(tariff),
    ...lintDimensions(tariff),
    ...lintTimes(tariff),
    ...lintFlats(tariff),
  ];
}

function lintElement({ components }: TariffElement, index: number): readonly LintFinding[] {
  if (components.length === 0) {
    const reason = 'An element has at least one price component.';
    return [found('element-empty', 'warning', ['elements', index, 'price_components'], reason)];
  }
  return components.flatMap(({ dimension }, position) => {
    if (components.findIndex((it) => it.dimension === dimension) === position) return [];
    const reason = `The element has an earlier ${dimension} component: this one never applies.`;
    return [found('duplicate-dimension', 'error', atComponent(index, position), reason)];
  });
}

function lintHead({ startsAt, endsAt, type }: Tariff): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  if (startsAt !== undefined && endsAt !== undefined && startsAt >= endsAt) {
    const reason = 'The tariff ends before it starts: it is never in force.';
    findings.push(found('validity-crossed', 'error', ['end_date_time'], reason));
  }
  if (type !== undefined && !TYPES.includes(type)) {
    const reason = `OCPI has no tariff type ${type}: it takes ${listed(TYPES)}.`;
    findings.push(found('type-unknown', 'warning', ['type'], reason));
  }
  return findings;
}

const chargingElements = ({ elements }: Tariff) =>
  elements.filter((element) => element.restrictions?.reservation === undefined);

function lintDimensions(tariff: Tariff): readonly LintFinding[] {
  const all = tariff.elements.flatMap((element) => element.components);
  const isFree = all.length > 0 && all.every((component) => component.price === '0');
  const priced = new Set(
    chargingElements(tariff).flatMap(({ components }) => components.map((it) => it.dimension)),
  );
  if (isFree) {
    if (priced.has('FLAT')) return [];
    const reason = 'Every price is 0, yet OCPI says free of charge by one FLAT component at 0.';
    return [found('free-not-declared', 'info', ['elements'], reason)];
  }
  const times = priced.has('SESSION_TIME') ? [] : (['TIME', 'PARKING_TIME'] as const);
  const free = (['ENERGY', ...times] as const).filter((dimension) => !priced.has(dimension));
  if (free.length === 0) return [];
  const isWhole = priced.size === 0 || (priced.size === 1 && priced.has('PARKING_TIME'));
  const reason = `Nobody prices ${listed(free)}: ${isWhole ? 'charging itself' : 'that'} is free.`;
  return [found('dimension-unpriced', isWhole ? 'warning' : 'info', ['elements'], reason)];
}

/** GIREVE's SESSION_TIME counts charging and parking alike, beside whatever prices those. */
function lintTimes(tariff: Tariff): readonly LintFinding[] {
  const components = chargingElements(tariff).flatMap((element) => element.components);
  const session = components.some((it) => it.dimension === 'SESSION_TIME' && it.price !== '0');
  if (!session) return [];
  return tariff.elements.flatMap((element, index) =>
    element.components.flatMap(({ dimension, price }, position) => {
      const counts = dimension === 'TIME' || dimension === 'PARKING_TIME';
      if (!counts || price === '0' || element.restrictions?.reservation !== undefined) return [];
      const reason = `SESSION_TIME is priced as well: the same minutes of ${dimension} cost twice.`;
      return [found('time-priced-twice', 'warning', atComponent(index, position), reason)];
    }),
  );
}

function lintFlats(tariff: Tariff): readonly LintFinding[] {
  const flats = tariff.elements.flatMap((element, index) => {
    const position = element.components.findIndex((it) => it.dimension === 'FLAT');
    const isCharged = (element.components[position]?.price ?? '0') !== '0';
    const isCharging = element.restrictions?.reservation === undefined;
    return isCharged && isCharging ? [{ index, position }] : [];
  });
  return flats.slice(1).map(({ index, position }) => {
    const reason = 'A session that meets several elements with a FLAT price pays each of them.';
    return found('flat-repeated', 'info', atComponent(index, position), reason);
  });
}
