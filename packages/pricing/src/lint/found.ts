import type { FindingSeverity, TariffRestrictions } from '@peregrine/domain';
import type { LintCode, LintFinding } from './types.ts';

/** One finding; `where` are the steps of its JSON pointer. */
export function found(
  code: LintCode,
  severity: FindingSeverity,
  where: readonly (string | number)[],
  reason: string,
  suggestion?: string,
): LintFinding {
  const pointer = where
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return { code, severity, pointer, reason, ...(suggestion !== undefined && { suggestion }) };
}

/** Restrictions as OCPI spells them (mod_tariffs, TariffRestrictions); the second window is GIREVE's. */
export const SPELLING: Readonly<Record<Exclude<keyof TariffRestrictions, 'unknown'>, string>> = {
  startTime: 'start_time',
  endTime: 'end_time',
  secondStartTime: 'start_time_2',
  secondEndTime: 'end_time_2',
  startDate: 'start_date',
  endDate: 'end_date',
  minKwh: 'min_kwh',
  maxKwh: 'max_kwh',
  minCurrentA: 'min_current',
  maxCurrentA: 'max_current',
  minPowerKw: 'min_power',
  maxPowerKw: 'max_power',
  minDurationSeconds: 'min_duration',
  maxDurationSeconds: 'max_duration',
  daysOfWeek: 'day_of_week',
  reservation: 'reservation',
};

/** `/elements/i/price_components/c/<field>`, or `/elements/i/restrictions/<name>`. */
export const atComponent = (element: number, component: number, ...field: readonly string[]) => [
  'elements',
  element,
  'price_components',
  component,
  ...field,
];

export const atRestriction = (element: number, ...name: readonly (string | number)[]) => [
  'elements',
  element,
  'restrictions',
  ...name,
];

/** `ENERGY, TIME and FLAT` */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
