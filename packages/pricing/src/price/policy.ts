/**
 * What to do where the specification is silent or contradicts itself: a switch for each row of the
 * table in this package's README. Each default is the table's resolution.
 */
export type PricingPolicy = {
  /** Which times a step rounds up: parking where any is priced, the last priced one, or each. */
  readonly timeStep: 'parking-first' | 'last-priced' | 'each';
  /** Whether steps round at all, once a session or for each component by itself. */
  readonly stepSize: 'once-a-session' | 'each-component' | 'off';
  /** "The smallest multiple greater than": whether an exact multiple stays or takes one more. */
  readonly exactMultiple: 'stays' | 'next';
  /** A step of 0: none, or one unit (Wh, s). */
  readonly zeroStep: 'none' | 'one';
  /** start_time equal to end_time: the whole day, or no time at all. */
  readonly equalTimes: 'whole-day' | 'never';
  /** A period during which the price changes: the price at its start, or no price. */
  readonly spanningPeriod: 'price-at-start' | 'refuse';
  /** Which reading a bound on current or power is held against. */
  readonly flowReading: 'own-bound' | 'highest' | 'lowest';
  /** A bound on a current or power that no period reports. */
  readonly unreportedFlow: 'refuse' | 'no-match';
  /** Energy that flowed back: pays at the price of its element, or costs nothing. */
  readonly returnedEnergy: 'pays' | 'free';
  /** How often a flat price is due. */
  readonly flat: 'once-an-element' | 'once-a-session';
  /** A flat price of a session without energy and time. */
  readonly emptySession: 'flat-due' | 'free';
  /** Decimal hours: the whole seconds they stand for, or literally. */
  readonly hours: 'snapped' | 'as-sent';
  /** A period that names no tariff. */
  readonly unnamedTariff: 'tariff-at-start' | 'free';
  /** A period that names another tariff than the only one given. */
  readonly otherTariff: 'sole-tariff' | 'refuse';
  /** What a duration is: what passed, or the difference of the wall clock's readings. */
  readonly duration: 'elapsed' | 'wall-clock';
  /** From when min_duration and max_duration count, where a reservation came first. */
  readonly durationFrom: 'charging' | 'record';
  /** A flat price of an expired reservation beside that of the reservation. */
  readonly expiryFlat: 'adds' | 'replaces';
  /** A reservation of which nobody says whether it expired, and no charge followed. */
  readonly untoldExpiry: 'expired' | 'not-expired';
  /** A dimension that one period sends twice. */
  readonly repeatedDimension: 'first' | 'sum';
  /** Element choice: as the tariff's version has it, or one of the two for all. */
  readonly elementChoice: 'of-version' | 'per-dimension' | 'whole-element';
  /** Limits of several tariffs: all hold for the session, or each for its own parts. */
  readonly limits: 'session' | 'each-tariff';
  /** A minimum above the maximum: which one holds. */
  readonly crossedLimits: 'maximum' | 'minimum';
  /** The tax when a limit speaks of the net alone. */
  readonly taxAtLimit: 'in-proportion' | 'unknown';
  /** A tariff to which no tax applies, with a rate. */
  readonly taxNotApplicable: 'no-tax' | 'rate';
};

export const DEFAULT_POLICY: PricingPolicy = {
  timeStep: 'parking-first',
  stepSize: 'once-a-session',
  exactMultiple: 'stays',
  zeroStep: 'none',
  equalTimes: 'whole-day',
  spanningPeriod: 'price-at-start',
  flowReading: 'own-bound',
  unreportedFlow: 'refuse',
  returnedEnergy: 'pays',
  flat: 'once-an-element',
  emptySession: 'flat-due',
  hours: 'snapped',
  unnamedTariff: 'tariff-at-start',
  otherTariff: 'sole-tariff',
  duration: 'elapsed',
  durationFrom: 'charging',
  expiryFlat: 'adds',
  untoldExpiry: 'expired',
  repeatedDimension: 'first',
  elementChoice: 'of-version',
  limits: 'session',
  crossedLimits: 'maximum',
  taxAtLimit: 'in-proportion',
  taxNotApplicable: 'no-tax',
};
