import {
  type Exact,
  exact,
  exactOf,
  multiply,
  TARIFF_DIMENSIONS,
  type Tariff,
  type TariffDimension,
} from '@peregrine/domain';
import { applyStepSize, type Stretch } from './apply-step-size.ts';
import { isTimeZone } from './local-time.ts';
import { type MeasuredPeriod, measurePeriods } from './measure-periods.ts';
import { selectComponent } from './select-component.ts';
import { totalOf } from './total.ts';
import type {
  PricedPart,
  PriceSessionInput,
  PriceSessionResult,
  Unpriceable,
  UnpriceableReason,
} from './types.ts';
import { amountsOf } from './with-tax.ts';

const BASE_PER_UNIT: Readonly<Record<TariffDimension, bigint>> = {
  ENERGY: 1_000_000n,
  TIME: 3_600_000n,
  PARKING_TIME: 3_600_000n,
  SESSION_TIME: 3_600_000n,
  FLAT: 1n,
};

/**
 * What a session costs by its tariff, exactly and with the reason of each part. Whatever cannot be
 * priced rightly is `unpriceable`: there is no wrong amount and no 0 for an unknown one.
 */
export function priceSession(input: PriceSessionInput): PriceSessionResult {
  const refused = refuse(input);
  if (refused) return refused;
  const { periods, notes } = measurePeriods(input);
  const stretches: Stretch[] = [];
  for (const period of periods) {
    const tariff = tariffOf(input.tariffs, period);
    if (!tariff) return unpriceable('no-tariff', `period ${period.index} names an unknown tariff`);
    const problem = pricePeriod(stretches, tariff, period, input.timeZone);
    if (problem) return problem;
  }
  const parts = applyStepSize(stretches).map((stretch) => partOf(stretch, input));
  const [tariff] = input.tariffs;
  if (!tariff) return unpriceable('no-tariff', 'no tariff was given');
  const total = totalOf(parts, tariff);
  return {
    kind: 'priced',
    result: {
      currency: tariff.currency,
      parts,
      energyKwh: exact(
        periods.reduce((sum, period) => sum + period.energyMwh, 0n),
        BASE_PER_UNIT.ENERGY,
      ),
      totalExclTax: total.exclTax,
      totalInclTax: total.inclTax,
      limited: total.notes.length > 0,
      notes: [...notes, ...total.notes],
    },
  };
}

function refuse({ tariffs, periods, timeZone }: PriceSessionInput): Unpriceable | undefined {
  const [first] = tariffs;
  if (!first) return unpriceable('no-tariff', 'no tariff was given');
  if (periods.length === 0) return unpriceable('no-periods', 'the session has no charging period');
  if (tariffs.some((tariff) => tariff.currency !== first.currency)) {
    return unpriceable('currency', 'the tariffs are in several currencies');
  }
  if (tariffs.length > 1 && tariffs.some((tariff) => tariff.minPrice || tariff.maxPrice)) {
    return unpriceable('unsupported-tariff', 'price limits across several tariffs');
  }
  if (!isTimeZone(timeZone)) return unpriceable('time-zone', `unknown time zone ${timeZone}`);
  return undefined;
}

/** A single tariff prices everything; several need the period to say which. */
function tariffOf(tariffs: readonly Tariff[], period: MeasuredPeriod): Tariff | undefined {
  const wanted = period.period.tariffId;
  if (tariffs.length === 1 || wanted === undefined) return tariffs[0];
  return tariffs.find((tariff) => tariff.tariffId === wanted);
}

function pricePeriod(
  stretches: Stretch[],
  tariff: Tariff,
  period: MeasuredPeriod,
  timeZone: string,
): Unpriceable | undefined {
  if (period.reservationMs > 0n && tariff.elements.some((it) => it.restrictions?.reservation)) {
    return unpriceable('unsupported-tariff', 'a priced reservation');
  }
  for (const dimension of TARIFF_DIMENSIONS) {
    const measured = measuredOf(period, dimension);
    if (measured === 0n) continue;
    const selected = selectComponent(tariff, dimension, period, timeZone);
    if (selected === undefined) continue;
    if ('undecidable' in selected) {
      const missing = `period ${period.index} reports no ${selected.undecidable}`;
      return unpriceable('missing-measurement', missing);
    }
    addStretch(stretches, {
      dimension,
      selected,
      periods: [period.index],
      measured,
      billed: measured,
      reading: dimension === 'TIME' || dimension === 'PARKING_TIME' ? period.reading : 'as-sent',
    });
  }
  return undefined;
}

/** In base units. The flat price is due once the session has any period that is no reservation. */
function measuredOf(period: MeasuredPeriod, dimension: TariffDimension): bigint {
  switch (dimension) {
    case 'ENERGY':
      return period.energyMwh;
    case 'TIME':
      return period.timeMs;
    case 'PARKING_TIME':
      return period.parkingMs;
    case 'SESSION_TIME':
      return period.timeMs + period.parkingMs;
    case 'FLAT':
      return period.reservationMs > 0n ? 0n : 1n;
  }
}

/** Joins the previous stretch of the dimension if it has the same component; FLAT counts once each. */
function addStretch(stretches: Stretch[], next: Stretch): void {
  const isSame = (it: Stretch) =>
    it.dimension === next.dimension &&
    it.selected.tariff === next.selected.tariff &&
    it.selected.elementIndex === next.selected.elementIndex &&
    it.selected.componentIndex === next.selected.componentIndex;
  if (next.dimension === 'FLAT') {
    if (!stretches.some(isSame)) stretches.push(next);
    return;
  }
  const at = stretches.findLastIndex((it) => it.dimension === next.dimension);
  const last = stretches[at];
  if (!last || !isSame(last)) {
    stretches.push(next);
    return;
  }
  stretches[at] = {
    ...last,
    periods: [...last.periods, ...next.periods],
    measured: last.measured + next.measured,
    billed: last.billed + next.billed,
    reading: last.reading === 'as-sent' ? next.reading : last.reading,
  };
}

function partOf(stretch: Stretch, input: PriceSessionInput): PricedPart {
  const { dimension, selected, measured, billed, step } = stretch;
  const unit = (value: bigint): Exact => exact(value, BASE_PER_UNIT[dimension]);
  const { tariff, component } = selected;
  const price = exactOf(component.price);
  const amounts = amountsOf(multiply(price, unit(billed)), component.tax, tariff.taxIncluded);
  const restrictions = tariff.elements[selected.elementIndex]?.restrictions ?? {};
  const last = stretch.periods.at(-1) ?? 0;
  return {
    dimension,
    elementIndex: selected.elementIndex,
    componentIndex: selected.componentIndex,
    unitPrice: component.price,
    taxIncluded: tariff.taxIncluded,
    unitExclTax: amountsOf(price, component.tax, tariff.taxIncluded).exclTax,
    tax: component.tax,
    measured: unit(measured),
    billed: unit(billed),
    ...amounts,
    because: {
      tariffId: tariff.tariffId,
      periods: stretch.periods,
      from: input.periods[stretch.periods[0] ?? 0]?.startedAt ?? input.startedAt,
      to: input.periods[last + 1]?.startedAt ?? input.endedAt,
      passedOver: [],
      restrictions: Object.entries(restrictions).flatMap(([name, value]) =>
        value === undefined ? [] : [name],
      ),
      ...(step && { step: { size: BigInt(step.size), added: unit(step.added) } }),
      reading: stretch.reading,
    },
  };
}

function unpriceable(reason: UnpriceableReason, detail: string): Unpriceable {
  return { kind: 'unpriceable', reason, detail };
}
