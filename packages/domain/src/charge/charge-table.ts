import type {
  ChargeEventName,
  ENERGY_STATES,
  SETTLEMENT_STATES,
  START_STATES,
} from './charge-state.ts';

/** A cell that changes nothing: the field stays as it is. */
export const STAYS = '·';

type Cells<States extends readonly string[]> = {
  readonly [K in keyof States]: States[number] | typeof STAYS;
};

/** Per event the next state of one field, a column for each state in the order of the domain. */
export type FieldTable<States extends readonly string[]> = Readonly<
  Record<ChargeEventName, Cells<States>>
>;

/**
 * What became of the request to start. It is settled by the station's answer, and by any evidence
 * that the station did start; a deadline that passes settles nothing for good.
 */
// biome-ignore format: read as a table
export const START_TABLE: FieldTable<typeof START_STATES> = {
  //                     none        asked        accepted     refused      timed-out    unknown
  'start-asked':        ['asked',    STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'hold-declined':      [STAYS,      'refused',   STAYS,       STAYS,       STAYS,       STAYS],
  'start-accepted':     [STAYS,      'accepted',  STAYS,       STAYS,       'accepted',  'accepted'],
  'start-refused':      [STAYS,      'refused',   'refused',   STAYS,       'refused',   'refused'],
  'start-timed-out':    [STAYS,      'timed-out', STAYS,       STAYS,       STAYS,       'timed-out'],
  'start-uncertain':    [STAYS,      'unknown',   STAYS,       STAYS,       STAYS,       STAYS],
  'swiped':             ['accepted', STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'session-pending':    [STAYS,      'accepted',  STAYS,       'accepted',  'accepted',  'accepted'],
  'session-active':     [STAYS,      'accepted',  STAYS,       'accepted',  'accepted',  'accepted'],
  'evse-charging':      [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'stop-asked':         [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'stop-failed':        [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'session-ended':      [STAYS,      'accepted',  STAYS,       'accepted',  'accepted',  'accepted'],
  'session-invalid':    [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'no-session-in-time': [STAYS,      'timed-out', STAYS,       STAYS,       STAYS,       'timed-out'],
  'cdr-received':       [STAYS,      'accepted',  STAYS,       'accepted',  'accepted',  'accepted'],
  'no-record-in-time':  [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'invoice-issued':     [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'payment-succeeded':  [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'payment-failed':     [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
  'nothing-to-bill':    [STAYS,      STAYS,       STAYS,       STAYS,       STAYS,       STAYS],
};

/** Whether energy flows. `charging` is reached by evidence alone; `ended` is final. */
// biome-ignore format: read as a table
export const ENERGY_TABLE: FieldTable<typeof ENERGY_STATES> = {
  //                     none        expected    charging    stopping    ended
  'start-asked':        [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'hold-declined':      [STAYS,      'none',     STAYS,      STAYS,      STAYS],
  'start-accepted':     ['expected', STAYS,      STAYS,      STAYS,      STAYS],
  'start-refused':      [STAYS,      'none',     STAYS,      STAYS,      STAYS],
  'start-timed-out':    [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'start-uncertain':    [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'swiped':             ['expected', STAYS,      STAYS,      STAYS,      STAYS],
  'session-pending':    ['expected', STAYS,      STAYS,      STAYS,      STAYS],
  'session-active':     ['charging', 'charging', STAYS,      STAYS,      STAYS],
  'evse-charging':      ['charging', 'charging', STAYS,      STAYS,      STAYS],
  'stop-asked':         [STAYS,      STAYS,      'stopping', STAYS,      STAYS],
  'stop-failed':        [STAYS,      STAYS,      STAYS,      'charging', STAYS],
  'session-ended':      ['ended',    'ended',    'ended',    'ended',    STAYS],
  'session-invalid':    ['ended',    'ended',    'ended',    'ended',    STAYS],
  'no-session-in-time': [STAYS,      'none',     STAYS,      STAYS,      STAYS],
  'cdr-received':       ['ended',    'ended',    'ended',    'ended',    STAYS],
  'no-record-in-time':  [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'invoice-issued':     [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'payment-succeeded':  [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'payment-failed':     [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
  'nothing-to-bill':    [STAYS,      STAYS,      STAYS,      STAYS,      STAYS],
};

/** What is owed and paid. `paid` is final; `void` is left when a session or a record follows late. */
// biome-ignore format: read as a table
export const SETTLEMENT_TABLE: FieldTable<typeof SETTLEMENT_STATES> = {
  //                     none               awaiting-record  billed   paid   open    void
  'start-asked':        [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'hold-declined':      ['void',            STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'start-accepted':     [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'start-refused':      ['void',            STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'start-timed-out':    [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'start-uncertain':    [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'swiped':             [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'session-pending':    [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'session-active':     [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  'none'],
  'evse-charging':      [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'stop-asked':         [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'stop-failed':        [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'session-ended':      ['awaiting-record', STAYS,           STAYS,   STAYS, STAYS,  'awaiting-record'],
  'session-invalid':    ['void',            'void',          STAYS,   STAYS, STAYS,  STAYS],
  'no-session-in-time': ['void',            STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'cdr-received':       ['awaiting-record', STAYS,           STAYS,   STAYS, STAYS,  'awaiting-record'],
  'no-record-in-time':  [STAYS,             STAYS,           STAYS,   STAYS, STAYS,  STAYS],
  'invoice-issued':     ['billed',          'billed',        STAYS,   STAYS, STAYS,  'billed'],
  'payment-succeeded':  [STAYS,             STAYS,           'paid',  STAYS, 'paid', STAYS],
  'payment-failed':     [STAYS,             STAYS,           'open',  STAYS, STAYS,  STAYS],
  'nothing-to-bill':    ['void',            'void',          STAYS,   STAYS, STAYS,  STAYS],
};
