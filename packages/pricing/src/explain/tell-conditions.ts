import type { Decimal, TariffRestrictions } from '@peregrine/domain';
import type { Format } from './format.ts';
import type { BoundedCondition, Bounds, Texts } from './texts.ts';

type Name = keyof TariffRestrictions;
type Group = BoundedCondition | 'second-time-of-day' | 'days' | 'reservation' | 'unknown';

/** To which condition a restriction belongs: bounds of one thing are told together. */
const GROUP_OF: Readonly<Record<Name, Group>> = {
  startTime: 'time-of-day',
  endTime: 'time-of-day',
  secondStartTime: 'second-time-of-day',
  secondEndTime: 'second-time-of-day',
  startDate: 'dates',
  endDate: 'dates',
  minKwh: 'energy',
  maxKwh: 'energy',
  minCurrentA: 'current',
  maxCurrentA: 'current',
  minPowerKw: 'power',
  maxPowerKw: 'power',
  minDurationSeconds: 'duration',
  maxDurationSeconds: 'duration',
  daysOfWeek: 'days',
  reservation: 'reservation',
  unknown: 'unknown',
};

/** The conditions that these restrictions make, with their bounds, each told once. */
export function tellConditions(
  names: readonly string[],
  restrictions: TariffRestrictions,
  texts: Texts,
  format: Format,
): readonly string[] {
  return groupsOf(names).map((group) => tell(group, restrictions, texts, format));
}

/** What these restrictions ask about, where their bounds are not at hand. */
export function tellSubjects(names: readonly string[], texts: Texts): readonly string[] {
  const { unbounded } = texts;
  return groupsOf(names).map((group) => {
    return unbounded[group === 'second-time-of-day' ? 'time-of-day' : group];
  });
}

function groupsOf(names: readonly string[]): readonly Group[] {
  return [...new Set(names.filter(isName).map((name) => GROUP_OF[name]))];
}

function isName(name: string): name is Name {
  return name in GROUP_OF;
}

function tell(group: Group, it: TariffRestrictions, texts: Texts, format: Format): string {
  const { condition } = texts;
  const unit =
    (text: string) =>
    (value: Decimal): string =>
      `${format.plain(value)} ${text}`;
  const seconds = (value: number) => format.seconds(BigInt(value));
  switch (group) {
    case 'time-of-day':
      return condition[group](boundsOf(it.startTime, it.endTime, String));
    case 'second-time-of-day':
      return condition['time-of-day'](boundsOf(it.secondStartTime, it.secondEndTime, String));
    case 'dates':
      return condition[group](boundsOf(it.startDate, it.endDate, format.day));
    case 'energy':
      return condition[group](boundsOf(lowerKwh(it), it.maxKwh, unit('kWh')));
    case 'current':
      return condition[group](boundsOf(it.minCurrentA, it.maxCurrentA, unit('A')));
    case 'power':
      return condition[group](boundsOf(it.minPowerKw, it.maxPowerKw, unit('kW')));
    case 'duration':
      return condition[group](boundsOf(it.minDurationSeconds, it.maxDurationSeconds, seconds));
    case 'days':
      return texts.onDays(format.weekdays(it.daysOfWeek ?? []));
    case 'reservation':
      return texts.forReservation(it.reservation === 'RESERVATION_EXPIRES');
    case 'unknown':
      return texts.unknownCondition(format.list(it.unknown ?? []));
  }
}

function boundsOf<T>(from: T | undefined, to: T | undefined, write: (value: T) => string): Bounds {
  return {
    ...(from !== undefined && { from: write(from) }),
    ...(to !== undefined && { to: write(to) }),
  };
}

/** A lower bound of nothing beside an upper one says nothing. */
function lowerKwh({ minKwh, maxKwh }: TariffRestrictions): Decimal | undefined {
  return minKwh === '0' && maxKwh !== undefined ? undefined : minKwh;
}
