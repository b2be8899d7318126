import type { Bounds, Texts } from './texts.ts';

const bounds =
  (both: (from: string, to: string) => string, lower: string, upper: string) =>
  ({ from, to }: Bounds) => {
    if (from !== undefined && to !== undefined) return both(from, to);
    return from === undefined ? `${upper} ${to ?? ''}` : `${lower} ${from}`;
  };

const ROUNDED = { up: 'up to a', down: 'down to a', near: 'to the nearest' } as const;

export const ENGLISH: Texts = {
  dimension: {
    ENERGY: 'Energy',
    TIME: 'Charging time',
    PARKING_TIME: 'Parking time',
    SESSION_TIME: 'Time plugged in',
    FLAT: 'Fixed fee',
  },
  reservation: { FLAT: 'Reservation fee', TIME: 'Reservation time' },
  per: { kWh: 'kWh', h: 'hour', session: 'charge', reservation: 'reservation' },
  total: 'Total',
  note: 'Note',
  range: 'Range',
  between: (from, until, zone) => `${from} to ${until} (${zone}).`,
  at: (at, zone) => `${at} (${zone}).`,
  billedAsMeasured: (quantity) => `${quantity} measured and billed.`,
  measuredAndBilled: (measured, billed) => `${measured} measured, ${billed} billed.`,
  once: 'Billed once.',
  step: (size, change, isMore, isOfSum) =>
    `Billed in steps of ${size}${isOfSum ? ' over the whole session' : ''}: ` +
    `${change} ${isMore ? 'more' : 'less'} here.`,
  reading: {
    timestamps: 'The operator sent decimal hours; they are read as the clock times of the periods.',
    'whole-second': 'The operator sent decimal hours; they are read as whole seconds.',
  },
  condition: {
    'time-of-day': bounds((from, to) => `between ${from} and ${to}`, 'from', 'until'),
    dates: bounds((from, to) => `from ${from} and before ${to}`, 'from', 'before'),
    energy: bounds((from, to) => `between ${from} and ${to}`, 'beyond', 'for the first'),
    current: bounds((from, to) => `at ${from} to below ${to}`, 'at or above', 'below'),
    power: bounds((from, to) => `at ${from} to below ${to}`, 'at or above', 'below'),
    duration: bounds(
      (from, to) => `between ${from} and ${to} after the start`,
      'once it has lasted',
      'in the first',
    ),
  },
  onDays: (days) => `on ${days}`,
  forReservation: (isExpired) =>
    isExpired ? 'for a reservation that ran out' : 'for a reservation',
  unknownCondition: (names) => `under a condition that we do not know (${names})`,
  unbounded: {
    'time-of-day': 'the time of day',
    dates: 'the date',
    energy: 'the energy charged',
    current: 'the current',
    power: 'the power',
    duration: 'the duration',
    days: 'the day of the week',
    reservation: 'a reservation',
    unknown: 'a condition that we do not know',
  },
  applies: (conditions) => `This price applies ${conditions}.`,
  depends: (conditions) => `This price depends on ${conditions}; the charge met that.`,
  passedOver: (element, condition) =>
    `Price ${element} of the tariff did not apply: it holds only ${condition}.`,
  passedOverBy: (element, subject) =>
    `Price ${element} of the tariff did not apply because of ${subject}.`,
  price: (unit, per, quantity, sum) => `${unit} per ${per} × ${quantity} ${sum}.`,
  flatPrice: (unit, per) => `${unit} per ${per}.`,
  rounding: (to, rule) => `The operator rounds this amount ${ROUNDED[rule]} multiple of ${to}.`,
  tax: {
    added: (percent) => `Plus ${percent} tax.`,
    included: (percent) => `${percent} tax is included.`,
    none: 'No tax applies.',
    unknown: 'The operator does not tell its tax, so the amount after tax is unknown.',
    unknownIncluded: 'Tax is included at a rate not told, so the amount before tax is unknown.',
  },
  totalUnknown: {
    inclTax: 'The total after tax is unknown, because a tax is.',
    exclTax: 'The total before tax is unknown, because an included tax is.',
  },
  limit: {
    'clamped-to-minimum': {
      title: 'Minimum price',
      text: 'The lines come to less than the tariff asks at least.',
    },
    'clamped-to-maximum': {
      title: 'Maximum price',
      text: 'The lines come to more than the tariff asks at most.',
    },
  },
  limited: {
    exclTax: (from, to) => `Before tax: ${from} becomes ${to}.`,
    inclTax: (from, to) => `After tax: ${from} becomes ${to}.`,
  },
  notes: {
    'hours-read-as-seconds': 'Decimal hours were read as the seconds that they stand for.',
    'energy-finer-than-mwh': 'Energy was sent finer than a milliwatt-hour and rounded to it.',
    'periods-out-of-order': 'The charging periods came out of order; they were sorted by time.',
    'period-outside-session': 'A charging period lies outside the session.',
    'period-spans-price-change':
      'The price changes within a charging period; the price at its start holds for all of it.',
    'flow-spans-bound': 'Power or current crosses a bound of the tariff within a charging period.',
    'negative-energy': 'Energy flowed back from the vehicle; it is not rounded up to a step.',
    'repeated-dimension': 'A charging period tells a quantity twice; the first counts.',
    'approximate-component': 'The operator says that a price is only approximate.',
    'tariff-not-in-force': 'The tariff was not in force when the session began.',
    'tax-not-applicable': 'The tariff says that no tax applies.',
    'time-zone-assumed': 'The time zone of the place is not known for certain; it was assumed.',
    'reservation-expiry-assumed': 'Whether the reservation ran out is not told; it was assumed.',
    'clamped-to-minimum': 'The minimum price of the tariff holds.',
    'clamped-to-maximum': 'The maximum price of the tariff holds.',
  },
  inPeriods: (periods, count, more) =>
    `Charging ${count === 1 ? 'period' : 'periods'} ${periods}${more > 0 ? ` and ${more} more` : ''}.`,
  unquotable: {
    'no-tariff': 'There is no tariff for this charge.',
    'unsupported-tariff': 'The tariff has rules that we cannot price.',
    'no-periods': 'The session tells no charging period.',
    'missing-measurement': 'A price depends on something that the operator did not measure.',
    'ambiguous-period': 'A charging period can be read in two ways that cost differently.',
    currency: 'The tariffs are in several currencies.',
    'time-zone': 'The time zone of the place is not known.',
    'no-battery': 'The size of the battery is needed to charge to a percentage.',
    'no-power': 'The connector or the vehicle takes no power.',
    'no-energy': 'There is nothing to charge.',
    'too-long': 'The charge would take more than a week.',
  },
  rangeOf: (low, high, tax) =>
    `Between ${low} and ${high} ${tax === 'inclTax' ? 'after' : 'before'} tax.`,
  fixed: 'The price does not depend on when, how fast or how long you charge.',
  factor: {
    power: 'It depends on how fast the vehicle charges.',
    start: 'It depends on when the charge starts.',
    stay: 'It depends on how long the vehicle stays plugged in.',
  },
};
