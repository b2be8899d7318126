/** The two commands a charge sends, each at most once (README, the walk of a charge). */
export const COMMAND_KINDS = ['START', 'STOP'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** The CPO's immediate answer (OCPI mod_commands, CommandResponseType). */
export const COMMAND_RESPONSES = [
  'ACCEPTED',
  'REJECTED',
  'NOT_SUPPORTED',
  'UNKNOWN_SESSION',
] as const;
export type CommandResponse = (typeof COMMAND_RESPONSES)[number];

/** The station's later answer (OCPI mod_commands, CommandResultType). */
export const COMMAND_RESULTS = [
  'ACCEPTED',
  'CANCELED_RESERVATION',
  'EVSE_OCCUPIED',
  'EVSE_INOPERATIVE',
  'FAILED',
  'NOT_SUPPORTED',
  'REJECTED',
  'TIMEOUT',
  'UNKNOWN_RESERVATION',
] as const;
export type CommandResult = (typeof COMMAND_RESULTS)[number];

/**
 * Where a command stands. `sending` is committed before the one network call; who finds it after a
 * restart never sends again, it is `unknown` until a result, a session or a timeout settles it.
 */
export const COMMAND_STATES = [
  'pending',
  'sending',
  'unknown',
  'answered',
  'accepted',
  'refused',
  'timed-out',
] as const;
export type CommandState = (typeof COMMAND_STATES)[number];
