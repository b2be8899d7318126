/** The three independent fields of a charge (`domain/README`, States). */
export const START_STATES = [
  'none',
  'asked',
  'accepted',
  'refused',
  'timed-out',
  'unknown',
] as const;
export type StartState = (typeof START_STATES)[number];

export const ENERGY_STATES = ['none', 'expected', 'charging', 'stopping', 'ended'] as const;
export type EnergyState = (typeof ENERGY_STATES)[number];

export const SETTLEMENT_STATES = [
  'none',
  'awaiting-record',
  'billed',
  'paid',
  'open',
  'void',
] as const;
export type SettlementState = (typeof SETTLEMENT_STATES)[number];

export type ChargeState = {
  readonly start: StartState;
  readonly energy: EnergyState;
  readonly settlement: SettlementState;
};

/** Everything that can happen to a charge. */
export const CHARGE_EVENTS = [
  'start-asked',
  'hold-declined',
  'start-accepted',
  'start-refused',
  'start-timed-out',
  'start-uncertain',
  'swiped',
  'session-pending',
  'session-active',
  'evse-charging',
  'stop-asked',
  'stop-failed',
  'session-ended',
  'session-invalid',
  'no-session-in-time',
  'cdr-received',
  'no-record-in-time',
  'invoice-issued',
  'payment-succeeded',
  'payment-failed',
  'nothing-to-bill',
] as const;
export type ChargeEventName = (typeof CHARGE_EVENTS)[number];

/** The word on the driver's screen: a pure function of the three fields. */
export const CHARGE_WORDS = [
  'asking',
  'plug-in',
  'no-answer',
  'uncertain',
  'refused',
  'charging',
  'stopping',
  'awaiting-record',
  'billed',
  'paid',
  'payment-open',
  'nothing-charged',
] as const;
export type ChargeWord = (typeof CHARGE_WORDS)[number];
