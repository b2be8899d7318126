import {
  decimal,
  type Tariff,
  type TariffElement,
  type TariffRestrictions,
} from '@peregrine/domain';
import { component, NO_TAX, tariff, vat, WEEK } from './tariff.fixture.ts';

const QUANTITIES = ['0', '5', '10', '10.5'].map(decimal);
const FLOWS = ['0', '11', '22', '50'].map(decimal);
const SECONDS = [0, 600, 3_600];
const TIMES = ['00:00', '06:00', '08:30', '18:00', '23:59'];
const DATES = ['2026-03-27', '2026-03-28', '2026-03-30', '2026-04-04'];
const DIMENSIONS = ['ENERGY', 'TIME', 'PARKING_TIME', 'SESSION_TIME', 'FLAT'] as const;
const STEPS = [-1, 0, 1, 60, 900, 3_600];
const TAXES = [vat('19'), vat('7'), vat('-3'), NO_TAX, { kind: 'unknown' } as const];

/** A whole number from 0 up to, without, its argument. */
type Below = (bound: number) => number;

/**
 * Any tariff, of few values, so that restrictions meet, cross and hide each other often. Drawn from
 * numbers, as no fixture may know the library of properties.
 */
export function anyTariff(below: Below): Tariff {
  const of = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const many = <T>(most: number, make: () => T): readonly T[] =>
    Array.from({ length: below(most + 1) }, make);
  const kinds: readonly (() => TariffRestrictions)[] = [
    () => ({ startTime: of(TIMES) }),
    () => ({ startTime: of(TIMES), endTime: of(TIMES) }),
    () => ({ endDate: of(DATES) }),
    () => ({ startDate: of(DATES), endDate: of(DATES) }),
    () => ({ minKwh: of(QUANTITIES) }),
    () => ({ minKwh: of(QUANTITIES), maxKwh: of(QUANTITIES) }),
    () => ({ maxCurrentA: of(FLOWS) }),
    () => ({ minPowerKw: of(FLOWS) }),
    () => ({ maxPowerKw: of(FLOWS) }),
    () => ({ minDurationSeconds: of(SECONDS) }),
    () => ({ maxDurationSeconds: of(SECONDS) }),
    () => ({ daysOfWeek: WEEK.filter(() => below(2) === 0) }),
    () => ({ reservation: of(['RESERVATION', 'RESERVATION_EXPIRES']) }),
  ];
  const priced = () =>
    component(of(DIMENSIONS), String((below(910) - 10) / 100), of(STEPS), of(TAXES));
  const element = (): TariffElement => ({
    components: many(3, priced),
    restrictions: Object.assign({}, ...many(3, () => of(kinds)())),
  });
  return tariff(many(7, element), {
    elementChoice: of(['per-dimension', 'whole-element'] as const),
    taxIncluded: of(['yes', 'no', 'not-applicable'] as const),
    currency: of(['EUR', 'HUF', 'eur', '', 'ZZZ']),
    type: of(['AD_HOC_PAYMENT', 'REGULAR', '']),
  });
}
