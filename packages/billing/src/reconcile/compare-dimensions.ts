import {
  type Cdr,
  type Exact,
  exact,
  multiply,
  sum,
  type TariffDimension,
  toDecimal,
  type WirePrice,
} from '@peregrine/domain';
import { type PricedPart, type PricedSession, sumOfKnown } from '@peregrine/pricing';
import type { ComparisonRow, Facts } from './types.ts';

/** A part of a claim: what it is called, what was computed of it, and its field in the CDR. */
export type Claim = {
  readonly name: string;
  readonly dimension: TariffDimension | undefined;
  readonly pointer: string;
  of(cdr: Cdr): WirePrice | undefined;
};

/** The parts of a claim. What a reservation costs, starts and times alike, is one of its own. */
export const CLAIMS: readonly Claim[] = [
  {
    name: 'ENERGY',
    dimension: 'ENERGY',
    pointer: '/total_energy_cost',
    of: (cdr) => cdr.totalEnergyCost,
  },
  {
    name: 'TIME',
    dimension: 'TIME',
    pointer: '/total_time_cost',
    of: (cdr) => cdr.totalTimeCost,
  },
  {
    name: 'PARKING_TIME',
    dimension: 'PARKING_TIME',
    pointer: '/total_parking_cost',
    of: (cdr) => cdr.totalParkingCost,
  },
  // GIREVE's; its version of the CDR has no field for it.
  { name: 'SESSION_TIME', dimension: 'SESSION_TIME', pointer: '/total_cost', of: () => undefined },
  {
    name: 'FLAT',
    dimension: 'FLAT',
    pointer: '/total_fixed_cost',
    of: (cdr) => cdr.totalFixedCost,
  },
  {
    name: 'RESERVATION',
    dimension: undefined,
    pointer: '/total_reservation_cost',
    of: (cdr) => cdr.totalReservationCost,
  },
];

/** What was computed for a part of the claim. */
export function partsOf({ parts }: PricedSession, { dimension }: Claim): readonly PricedPart[] {
  return parts.filter((part) =>
    dimension === undefined ? part.reservation : part.dimension === dimension && !part.reservation,
  );
}

/** Claimed and computed net amounts, a row for each dimension that either side knows, then the total. */
export function compareDimensions({ cdr, priced }: Facts): ComparisonRow[] {
  const rows = CLAIMS.flatMap((claim): ComparisonRow[] => {
    const claimed = claim.of(cdr)?.exclTax;
    const own = priced.kind === 'priced' ? partsOf(priced.result, claim) : [];
    const computed = priced.kind === 'priced' ? sumOfKnown(own.map((it) => it.exclTax)) : undefined;
    if (own.length === 0 && (claimed === undefined || claimed === '0')) return [];
    return [
      {
        dimension: claim.name,
        quantity: quantityOf(claim.dimension, own),
        ...(claimed !== undefined && { claimed }),
        ...(computed && { computed: toDecimal(computed) }),
        reason: own.length > 0 ? own.map(explainPart).join('; ') : 'the tariff does not price it',
      },
    ];
  });
  return [
    ...rows,
    {
      dimension: 'TOTAL',
      quantity: '',
      claimed: cdr.totalCost.exclTax,
      ...totalRow(priced),
    },
  ];
}

function totalRow(priced: Facts['priced']): Pick<ComparisonRow, 'computed' | 'reason'> {
  if (priced.kind === 'unpriceable') return { reason: priced.detail };
  const { totalExclTax } = priced.result;
  if (!totalExclTax) return { reason: 'the tariff includes a tax of unknown rate' };
  return { computed: toDecimal(totalExclTax), reason: 'sum, before tax' };
}

function quantityOf(dimension: TariffDimension | undefined, parts: readonly PricedPart[]): string {
  if (parts.length === 0 || dimension === undefined || dimension === 'FLAT') return '';
  return `${shown(dimension, sum(parts.map((part) => part.billed)))}`;
}

/** `11.7 kWh x 0.45` or `30 min (17 min, step 15 min) x 3/h`. */
export function explainPart(part: PricedPart): string {
  if (part.dimension === 'FLAT') return `once x ${part.unitPrice}`;
  const per = part.dimension === 'ENERGY' ? '/kWh' : '/h';
  const { step } = part.because;
  const rounded = step
    ? ` (measured ${shown(part.dimension, part.measured)}, step ${step.size} ${part.dimension === 'ENERGY' ? 'Wh' : 's'})`
    : '';
  return `${shown(part.dimension, part.billed)}${rounded} x ${part.unitPrice}${per}`;
}

function shown(dimension: TariffDimension, quantity: Exact): string {
  return dimension === 'ENERGY'
    ? `${toDecimal(quantity, 6)} kWh`
    : `${toDecimal(multiply(quantity, exact(60n)), 2)} min`;
}
