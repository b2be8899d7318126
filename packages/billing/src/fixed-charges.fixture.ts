import {
  type Cdr,
  type ChargingPeriod,
  type Decimal,
  type DriverPlan,
  decimal,
  type Instant,
  parseInstant,
  partyRef,
  type Tariff,
  type Tax,
  type WirePrice,
} from '@peregrine/domain';

export const at = (text: string): Instant => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`no instant: ${text}`);
  return instant;
};

/** Plan "Go": pass-through with 0.04/kWh net on partners, nothing on own sites, gross first. */
export const go: DriverPlan = {
  name: 'Go',
  audience: 'consumer',
  currency: 'EUR',
  basis: 'pass-through',
  partnerFeePerKwh: decimal('0.04'),
  partnerFeePerCharge: decimal('0'),
  ownFeePerKwh: decimal('0'),
  ownFeePerCharge: decimal('0'),
  payment: { kind: 'per-charge', holdMinor: '3000' },
};

const vat = (percent: string): Tax => ({ kind: 'rate', percent: decimal(percent) });

/** Lowland's tariff: ENERGY 0.45/kWh and FLAT 0.35, net. */
export const lowland: Tariff = {
  party: partyRef('NL', 'LOW'),
  tariffId: 'LOW-STD',
  currency: 'EUR',
  elementChoice: 'per-dimension',
  taxIncluded: 'no',
  elements: [
    {
      components: [
        { dimension: 'ENERGY', price: decimal('0.45'), tax: vat('21'), stepSize: 1 },
        { dimension: 'FLAT', price: decimal('0.35'), tax: vat('21'), stepSize: 1 },
      ],
    },
  ],
  lastUpdated: at('2026-01-01T00:00:00Z'),
};

/** Our own site's tariff: ENERGY 0.40/kWh, PARKING_TIME 3.00/h in steps of 15 minutes. */
export const tempelhof: Tariff = {
  ...lowland,
  party: partyRef('DE', 'PER'),
  tariffId: 'PER-STD',
  elements: [
    {
      components: [
        { dimension: 'ENERGY', price: decimal('0.40'), tax: vat('19'), stepSize: 1 },
        { dimension: 'PARKING_TIME', price: decimal('3.00'), tax: vat('19'), stepSize: 900 },
      ],
    },
  ],
};

export const price = (exclTax: string, inclTax?: string): WirePrice => ({
  exclTax: decimal(exclTax),
  ...(inclTax !== undefined && { inclTax: decimal(inclTax) }),
});

export function period(startedAt: string, volumes: Record<string, string>): ChargingPeriod {
  return {
    startedAt: at(startedAt),
    dimensions: Object.entries(volumes).map(([type, volume]) => ({
      type,
      volume: decimal(volume),
    })),
  };
}

/** The honest charge's CDR: one hour, 20 kWh. Change what a test needs changed. */
export function cdr(changes: Partial<Cdr> = {}): Cdr {
  return {
    party: partyRef('NL', 'LOW'),
    cdrId: 'CDR-1',
    startedAt: at('2026-03-01T10:00:00Z'),
    endedAt: at('2026-03-01T11:00:00Z'),
    token: { tokenUid: 'TOKEN', type: 'APP_USER', contractId: 'NL-PER-C00000001' },
    authMethod: 'COMMAND',
    location: { locationId: 'LOW-AMS-1', evseUid: 'LOW-AMS-1-A', connectorId: '1' },
    currency: 'EUR',
    tariffs: [],
    periods: [period('2026-03-01T10:00:00Z', { ENERGY: '20', TIME: '1' })],
    totalCost: price('9.35', '11.31'),
    totalEnergyKwh: decimal('20'),
    totalTimeHours: decimal('1'),
    credit: false,
    lastUpdated: at('2026-03-01T11:01:00Z'),
    ...changes,
  };
}

/** The overcharged one: 11.7 kWh, energy priced at 0.55. */
export function overcharged(): Cdr {
  return cdr({
    cdrId: 'CDR-2',
    periods: [period('2026-03-01T10:00:00Z', { ENERGY: '11.7', TIME: '1' })],
    totalCost: price('6.785', '8.21'),
    totalEnergyCost: price('6.435'),
    totalFixedCost: price('0.35'),
    totalEnergyKwh: decimal('11.7'),
  });
}

/** Energy, then 17 minutes parked. */
export function parked(): Cdr {
  return cdr({
    cdrId: 'CDR-3',
    party: partyRef('DE', 'PER'),
    periods: [
      period('2026-03-01T10:00:00Z', { ENERGY: '8.25', TIME: '0.7167' }),
      period('2026-03-01T10:43:00Z', { PARKING_TIME: '0.2833' }),
    ],
    totalCost: price('4.80', '5.71'),
    totalEnergyKwh: decimal('8.25'),
    totalParkingTimeHours: decimal('0.2833'),
  });
}

export const NL: Decimal = decimal('21');
export const DE: Decimal = decimal('19');
