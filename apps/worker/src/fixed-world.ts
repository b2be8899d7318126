import { type DriverPlan, decimal, type Tariff } from '@peregrine/domain';
import type { NewStation } from '@peregrine/services';

export const DRIVER_EMAIL = 'driver@peregrine.example';
export const STAFF_EMAIL = 'staff@peregrine.example';

/** The driver's RFID card. */
export const CARD = { tokenUid: '04A2B3C4D5E6F0', visualNumber: 'PER-0001' } as const;

/** Stripe's name of a test card that always works; the sandbox knows it too. */
export const TEST_CARD = 'pm_card_visa';

export const GO_PLAN: DriverPlan = {
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

const vat19 = { kind: 'rate', percent: decimal('19') } as const;

const OWN_TARIFF: Omit<Tariff, 'party' | 'lastUpdated'> = {
  tariffId: 'PER-STD',
  currency: 'EUR',
  type: 'REGULAR',
  elementChoice: 'per-dimension',
  taxIncluded: 'no',
  elements: [
    {
      components: [
        { dimension: 'ENERGY', price: decimal('0.40'), tax: vat19, stepSize: 1 },
        { dimension: 'PARKING_TIME', price: decimal('3.00'), tax: vat19, stepSize: 900 },
      ],
    },
  ],
};

const SOCKET = {
  standard: 'IEC_62196_T2',
  format: 'SOCKET',
  powerType: 'AC_3_PHASE',
  maxPowerW: 22_000,
} as const;

/** Our own site in Berlin, whose station is the sandbox's. */
export function ownStation(password: string): NewStation {
  return {
    identity: 'PEREGRINE-BERLIN-1',
    password,
    site: {
      locationId: 'PER-BER-1',
      name: 'Peregrine Tempelhof',
      address: 'Tempelhofer Damm 1',
      city: 'Berlin',
      postalCode: '12101',
      country: 'DE',
      point: { latitude: 52.4731, longitude: 13.4027 },
      timeZone: 'Europe/Berlin',
    },
    connectors: [SOCKET, SOCKET],
    tariff: OWN_TARIFF,
  };
}

/** The sandbox's platforms, with the names that we give them; the last two only where it plays them. */
export const PLATFORMS = [
  { key: 'lowland', name: 'Lowland Charging', always: true },
  { key: 'twinpower', name: 'Twin Power', always: true },
  { key: 'synthetic', name: 'Synthetic Europe', always: false },
  { key: 'irve', name: 'IRVE France', always: false },
] as const;
