import { type Cdr, decimal, instantOf, partyRef } from '@peregrine/domain';
import { buildTariff } from './tariff.ts';
import { buildToken, tokenRefOf } from './token.ts';

const STARTED_AT = instantOf(new Date('2026-03-01T10:00:00Z'));
const ENDED_AT = instantOf(new Date('2026-03-01T11:00:00Z'));

/** The honest charge of the fixed world: 20 kWh in an hour, 9.35 net, 11.31 gross. */
export function buildCdr(change: Partial<Cdr> = {}): Cdr {
  return {
    party: partyRef('NL', 'LOW'),
    cdrId: 'CDR-1',
    startedAt: STARTED_AT,
    endedAt: ENDED_AT,
    sessionId: 'SESSION-1',
    token: tokenRefOf(buildToken()),
    authMethod: 'COMMAND',
    location: {
      locationId: 'LOW-AMS-1',
      evseUid: 'LOW-AMS-1-A',
      evseId: 'NL*LOW*EAMS1*A',
      connectorId: '1',
      name: 'Lowland Centraal',
      address: 'Stationsplein 1',
      city: 'Amsterdam',
      country: 'NL',
    },
    currency: 'EUR',
    tariffs: [buildTariff()],
    periods: [
      {
        startedAt: STARTED_AT,
        tariffId: 'LOW-STD',
        dimensions: [
          { type: 'ENERGY', volume: decimal('20') },
          { type: 'TIME', volume: decimal('1') },
        ],
      },
    ],
    totalCost: { exclTax: decimal('9.35'), inclTax: decimal('11.31') },
    totalEnergyKwh: decimal('20'),
    totalTimeHours: decimal('1'),
    credit: false,
    lastUpdated: instantOf(new Date('2026-03-01T11:01:00Z')),
    ...change,
  };
}
