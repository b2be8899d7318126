import { decimal, partyRef } from '@peregrine/domain';
import { at, period, price } from '../../fixed-charges.fixture.ts';
import { agreement, kept, type RuleCase, restricted } from './rule-cases.fixture.ts';

const session = {
  party: partyRef('NL', 'LOW'),
  sessionId: 'S-1',
  status: 'COMPLETED',
  startedAt: at('2026-03-01T10:00:00Z'),
  endedAt: at('2026-03-01T11:00:00Z'),
  energyKwh: decimal('20'),
  token: { tokenUid: 'TOKEN', type: 'APP_USER', contractId: 'NL-PER-C00000001' },
  authMethod: 'COMMAND',
  locationId: 'LOW-AMS-1',
  evseUid: 'LOW-AMS-1-A',
  connectorId: '1',
  currency: 'EUR',
  periods: [],
  totalCost: price('9.35'),
  lastUpdated: at('2026-03-01T11:00:00Z'),
} as const;
const token = { blocked: false, contractId: 'NL-PER-C00000001', references: ['REF-1'] };
const elsewhere = { locationId: 'L', evseUid: 'OTHER', connectorId: '1' };
const byDay = restricted({ daysOfWeek: ['SUNDAY'] });
const creditOf = { credit: true, creditReferenceId: 'O', totalCost: price('-9.35') } as const;
const credit = {
  original: kept({ cdrId: 'O', totalCost: price('9.35') }),
  earlierCredits: [],
  mayStillCome: false,
};

/** R01 to R05, R19 to R21, R24, R25: the record, and what else is known of the charge. */
export const RECORD_CASES: readonly RuleCase[] = [
  [
    'other content under a known id',
    'R01.same-id',
    'held',
    { earlier: [kept({ cdrId: 'cdr-1' }, { sameContent: false })] },
    { earlier: [kept({ cdrId: 'cdr-1' }, { sameContent: true })] },
  ],
  [
    'other content where revising was agreed',
    'R01.revised',
    'tolerated',
    {
      agreement: agreement({ mayReviseCdr: true }),
      earlier: [kept({}, { sameContent: false })],
    },
    {
      agreement: agreement({ mayReviseCdr: true }),
      earlier: [kept({}, { sameContent: true })],
    },
  ],
  [
    'a session told of before',
    'R01.same-session',
    'held',
    { cdr: { sessionId: 'S' }, earlier: [kept({ cdrId: 'E', sessionId: 'S' })] },
    {
      cdr: { sessionId: 'S' },
      earlier: [kept({ cdrId: 'E', sessionId: 'S' }, { state: 'superseded' })],
    },
  ],
  [
    'the same token, EVSE and start',
    'R01.same-start',
    'held',
    { earlier: [kept({ cdrId: 'E' })] },
    { earlier: [kept({ cdrId: 'E', location: elsewhere })] },
  ],
  [
    'a reference without a credit',
    'R02.no-credit',
    'tolerated',
    { cdr: { creditReferenceId: 'O' } },
    {},
  ],
  [
    'a credit of nothing known',
    'R02.unknown-original',
    'held',
    { cdr: creditOf, credit: { ...credit, original: null } },
    { cdr: creditOf, credit },
  ],
  [
    'a session that is not there',
    'R03.no-session',
    'tolerated',
    { cdr: { sessionId: 'S-1' }, session: null },
    { cdr: { sessionId: 'S-1' }, session },
  ],
  ['no session named', 'R03.no-session-named', 'accepted', { session: null }, {}],
  [
    'a twentieth more energy than the session',
    'R04.energy',
    'held',
    { session: { ...session, energyKwh: decimal('19') } },
    { session: { ...session, energyKwh: decimal('19.9') } },
  ],
  [
    'more energy than a session with live data',
    'R04.energy',
    'held',
    { session: { ...session, energyKwh: decimal('0.1') } },
    { session: { ...session, energyKwh: decimal('0') } },
  ],
  [
    'less energy than the session',
    'R04.energy',
    'tolerated',
    { session: { ...session, energyKwh: decimal('20.2') } },
    { session: { ...session, energyKwh: decimal('99'), status: 'ACTIVE' } },
  ],
  [
    'another start than the session',
    'R04.start',
    'tolerated',
    { session: { ...session, startedAt: at('2026-03-01T09:58:59Z') } },
    { session: { ...session, startedAt: at('2026-03-01T09:59:00Z') } },
  ],
  [
    'another end than the session',
    'R04.end',
    'tolerated',
    { session: { ...session, endedAt: at('2026-03-01T11:01:01Z') } },
    { session: { ...session, endedAt: at('2026-03-01T11:01:00Z') } },
  ],
  [
    'a higher cost than the session',
    'R04.cost',
    'tolerated',
    { session: { ...session, totalCost: price('9.33') } },
    { session: { ...session, totalCost: price('9.34') } },
  ],
  [
    'older than we pay',
    'R05.too-old',
    'disputed',
    { agreement: agreement(), receivedAt: at('2026-05-30T11:00:01Z') },
    { agreement: agreement(), receivedAt: at('2026-05-30T11:00:00Z') },
  ],
  [
    'later than agreed',
    'R05.late',
    'tolerated',
    { agreement: agreement({ cdrWithinHours: 24 }), receivedAt: at('2026-03-02T11:00:01Z') },
    { agreement: agreement({ cdrWithinHours: 24 }), receivedAt: at('2026-03-02T11:00:00Z') },
  ],
  [
    'another charge at the connector',
    'R19.evse',
    'held',
    {
      neighbours: [
        kept({
          cdrId: 'N',
          startedAt: at('2026-03-01T10:58:00Z'),
          endedAt: at('2026-03-01T12:00:00Z'),
        }),
      ],
    },
    {
      neighbours: [
        kept({
          cdrId: 'N',
          startedAt: at('2026-03-01T10:59:00Z'),
          endedAt: at('2026-03-01T12:00:00Z'),
        }),
      ],
    },
  ],
  [
    'another charge with the token',
    'R19.token',
    'tolerated',
    { neighbours: [kept({ cdrId: 'N', location: elsewhere })] },
    { neighbours: [kept({ cdrId: 'N', location: elsewhere }, { state: 'superseded' })] },
  ],
  [
    'another charge with the token elsewhere',
    'R19.token',
    'tolerated',
    { neighbours: [kept({ cdrId: 'N', location: elsewhere })] },
    {
      neighbours: [
        kept({
          cdrId: 'N',
          location: elsewhere,
          token: { tokenUid: 'OTHER', type: 'RFID', contractId: 'NL-PER-C00000001' },
        }),
      ],
    },
  ],
  ['a token that is not ours', 'R20.unknown', 'disputed', { token: null }, { token }],
  [
    'a token that was blocked',
    'R20.blocked',
    'disputed',
    { token: { ...token, blocked: true } },
    { token },
  ],
  [
    'another contract',
    'R20.other-contract',
    'tolerated',
    { token: { ...token, contractId: 'NL-PER-C00000002' } },
    { token: { ...token, contractId: 'nl-per-c00000001' } },
  ],
  [
    'a reference that we never gave',
    'R20.other-reference',
    'tolerated',
    { cdr: { authorizationReference: 'REF-2' }, token },
    { cdr: { authorizationReference: 'REF-1' }, token },
  ],
  [
    'an EVSE that we do not know',
    'R21.evse-unknown',
    'tolerated',
    { place: { evseKnown: false } },
    { place: { evseKnown: false }, cdr: { homeCharging: true } },
  ],
  [
    'no EVSE without a reservation',
    'R21.no-evse',
    'held',
    { cdr: { location: { ...elsewhere, evseUid: '#NA' } } },
    {
      cdr: {
        location: { ...elsewhere, evseUid: '#NA' },
        periods: [period('2026-03-01T10:00:00Z', { RESERVATION_TIME: '1' })],
      },
    },
  ],
  [
    'a guessed zone where the time of day decides',
    'R21.zone-assumed',
    'tolerated',
    { tariff: byDay, zoneOrigin: 'assumed', timeZone: 'UTC' },
    { zoneOrigin: 'assumed', timeZone: 'UTC' },
  ],
  [
    'a CDR on two invoices',
    'R24.twice',
    'tolerated',
    { invoiceIds: ['INV-1', 'INV-2'] },
    { invoiceIds: ['INV-1', 'INV-1'] },
  ],
  [
    'another invoice than it names',
    'R24.other-reference',
    'tolerated',
    { cdr: { invoiceReferenceId: 'INV-9' }, invoiceIds: ['INV-1'] },
    { cdr: { invoiceReferenceId: 'INV-1' }, invoiceIds: ['INV-1'] },
  ],
  [
    'a charge at home',
    'R25.home',
    'accepted',
    { cdr: { homeCharging: true } },
    { cdr: { homeCharging: false } },
  ],
];
