import {
  type AgreementInForce,
  type AgreementTerms,
  type Cdr,
  decimal,
  partyRef,
  type Tariff,
  type TariffRestrictions,
} from '@peregrine/domain';
import { cdr, lowland, period } from '../../fixed-charges.fixture.ts';
import type { ReasonKey } from '../reasons.ts';
import { reconcileCdr } from '../reconcile-cdr.ts';
import type { KeptCdr, ReconcileCdrInput, Reconciliation } from '../types.ts';

/** What differs from the honest charge, 20 kWh in an hour at 22 kW, checked with its tariff. */
export type Change = Partial<Omit<ReconcileCdrInput, 'cdr'>> & { readonly cdr?: Partial<Cdr> };

/** One reason with the change that trips it, where that takes the CDR, and one that just does not. */
export type RuleCase = readonly [
  what: string,
  reason: ReasonKey,
  state: Reconciliation['state'],
  trips: Change,
  passes: Change,
];

export function reconcile(change: Change): Reconciliation {
  return reconcileCdr({
    tariff: lowland,
    timeZone: 'Europe/Amsterdam',
    maxPowerW: 22_000,
    ...change,
    cdr: cdr(change.cdr),
  });
}

export const reasonsOf = ({ findings }: Reconciliation) =>
  findings.map(({ because }) => because?.key);

export function agreement(terms: Partial<AgreementTerms> = {}): AgreementInForce {
  return {
    agreementId: 'A-1',
    amendment: 0,
    ours: partyRef('NL', 'PER'),
    theirs: partyRef('NL', 'LOW'),
    route: { kind: 'direct' },
    terms: {
      priceBasis: { kind: 'pushed-tariff' },
      currency: 'EUR',
      paymentTermDays: 30,
      oldestCdrDays: 90,
      tolerances: { amountMinor: '1', energyKwh: decimal('0.1'), durationSeconds: 60 },
      mayReviseCdr: false,
      ...terms,
    },
  };
}

export function kept(changes: Partial<Cdr>, rest: Partial<KeptCdr> = {}): KeptCdr {
  return { cdr: cdr(changes), state: 'accepted', ...rest };
}

/** One price of a dimension, net, with the step; 21 % VAT. */
export function priced(
  dimension: 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'FLAT',
  price: string,
  stepSize = 1,
) {
  const tax = { kind: 'rate', percent: decimal('21') } as const;
  return { dimension, price: decimal(price), tax, stepSize } as const;
}

/** A tariff of such prices, without restrictions. */
export function tariffOf(
  components: Tariff['elements'][number]['components'],
  changes: Partial<Tariff> = {},
): Tariff {
  return { ...lowland, elements: [{ components }], ...changes };
}

/** The lowland tariff under some restrictions. */
export function restricted(
  restrictions: TariffRestrictions,
  changes: Partial<Tariff> = {},
): Tariff {
  const elements = lowland.elements.map((element) => ({ ...element, restrictions }));
  return { ...lowland, elements, ...changes };
}

/** A CDR of 5 kWh whose only period has these hours, from 10:00 on. */
export function timed(endedAt: Cdr['endedAt'], hours: Record<string, string>): Partial<Cdr> {
  return {
    endedAt,
    totalEnergyKwh: decimal('5'),
    periods: [period('2026-03-01T10:00:00Z', { ENERGY: '5', ...hours })],
  };
}
