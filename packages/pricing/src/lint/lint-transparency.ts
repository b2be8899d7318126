import {
  compare,
  decimal,
  exactOf,
  type PriceComponent,
  type Tariff,
  type TariffElement,
} from '@peregrine/domain';
import { isAfirCountry } from './europe.ts';
import { atComponent, found } from './found.ts';
import type { LintContext, LintFinding } from './types.ts';

/** From this power on, an ad hoc price is per kWh, with an occupancy fee per minute at most. */
const FAST_KW = exactOf(decimal('50'));

/**
 * What rules on price transparency forbid in an ad hoc price (Regulation (EU) 2023/1804, AFIR,
 * article 5; from memory, see the README). A tariff does not say the power of its points: without
 * `maxPowerKw` the rules for fast ones are warnings, with it they are errors or fall away.
 */
export function lintTransparency(tariff: Tariff, context: LintContext): readonly LintFinding[] {
  if (tariff.type !== 'AD_HOC_PAYMENT' || !isAfirCountry(tariff.party.countryCode)) return [];
  const charged = tariff.elements.flatMap((element, index) =>
    element.components.flatMap((component, position) =>
      component.price === '0' || element.restrictions?.reservation !== undefined
        ? []
        : [{ component, element, at: atComponent(index, position) }],
    ),
  );
  return [
    ...lintFast(charged, context),
    ...charged.flatMap(lintForeseeable),
    ...tariff.elements.flatMap(lintOrder),
  ];
}

type Charged = {
  readonly component: PriceComponent;
  readonly element: TariffElement;
  readonly at: readonly (string | number)[];
};

function lintFast(
  charged: readonly Charged[],
  { maxPowerKw }: LintContext,
): readonly LintFinding[] {
  if (maxPowerKw !== undefined && compare(exactOf(maxPowerKw), FAST_KW) < 0) return [];
  const severity = maxPowerKw === undefined ? 'warning' : 'error';
  const findings = charged.flatMap(({ component, element, at }) => {
    const { dimension } = component;
    if (dimension === 'FLAT') {
      const reason = 'At 50 kW and more, an ad hoc price has no fee per session.';
      return [found('transparency-session-fee', severity, at, reason)];
    }
    const isOccupancy = (element.restrictions?.minDurationSeconds ?? 0) > 0;
    if ((dimension !== 'TIME' && dimension !== 'SESSION_TIME') || isOccupancy) return [];
    const reason = 'At 50 kW and more, time may be charged only to discourage long occupancy.';
    const suggestion = 'PARKING_TIME, or a min_duration after which it starts.';
    return [found('transparency-time-while-charging', severity, at, reason, suggestion)];
  });
  const isPerKwh = charged.some(({ component }) => component.dimension === 'ENERGY');
  if (charged.length === 0 || isPerKwh) return findings;
  const reason = 'At 50 kW and more, an ad hoc price is based on the kWh delivered.';
  return [found('transparency-no-energy-price', severity, ['elements'], reason), ...findings];
}

const UNFORESEEABLE = ['minCurrentA', 'maxCurrentA', 'minPowerKw', 'maxPowerKw'] as const;

function lintForeseeable({ element, at }: Charged): readonly LintFinding[] {
  if (!UNFORESEEABLE.some((name) => element.restrictions?.[name] !== undefined)) return [];
  const reason = 'The price depends on what the car draws: the driver cannot know it beforehand.';
  return [found('transparency-unforeseeable', 'info', at, reason)];
}

/** The order in which components are to be shown: per kWh, per minute, per session, any other. */
const rank = ({ dimension }: PriceComponent) =>
  dimension === 'FLAT' ? 2 : dimension === 'ENERGY' ? 0 : 1;

function lintOrder({ components }: TariffElement, index: number): readonly LintFinding[] {
  const late = components.findIndex((component, position) => {
    const before = components[position - 1];
    return before !== undefined && rank(component) < rank(before);
  });
  if (late < 0) return [];
  const reason = 'Components are shown per kWh, then per minute, then per session.';
  return [found('transparency-order', 'info', atComponent(index, late), reason)];
}
