import { type DriverPlan, decimal } from '@peregrine/domain';

/** Plan "go" of the fixed world: pass-through, plus 0.04 per kWh net at partners' stations. */
export function buildPlan(change: Partial<DriverPlan> = {}): DriverPlan {
  return {
    name: 'Go',
    audience: 'consumer',
    currency: 'EUR',
    basis: 'pass-through',
    partnerFeePerKwh: decimal('0.04'),
    partnerFeePerCharge: decimal('0'),
    ownFeePerKwh: decimal('0'),
    ownFeePerCharge: decimal('0'),
    payment: { kind: 'per-charge', holdMinor: '3000' },
    ...change,
  };
}
