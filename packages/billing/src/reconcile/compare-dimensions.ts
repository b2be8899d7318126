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
import { type PricedPart, sumOfKnown } from '@peregrine/pricing';
import type { ComparisonRow, Facts } from './types.ts';

/** The dimensions of a claim, with the field of the CDR that holds each. */
export const CLAIMS = [
  { dimension: 'ENERGY', pointer: '/total_energy_cost', of: (cdr: Cdr) => cdr.totalEnergyCost },
  { dimension: 'TIME', pointer: '/total_time_cost', of: (cdr: Cdr) => cdr.totalTimeCost },
  {
    dimension: 'PARKING_TIME',
    pointer: '/total_parking_cost',
    of: (cdr: Cdr) => cdr.totalParkingCost,
  },
  { dimension: 'FLAT', pointer: '/total_fixed_cost', of: (cdr: Cdr) => cdr.totalFixedCost },
] as const satisfies readonly {
  dimension: TariffDimension;
  pointer: string;
  of(cdr: Cdr): WirePrice | undefined;
}[];

/** Claimed and computed net amounts, a row for each dimension that either side knows, then the total. */
export function compareDimensions({ cdr, priced }: Facts): ComparisonRow[] {
  const parts = priced.kind === 'priced' ? priced.result.parts : [];
  const rows = CLAIMS.flatMap(({ dimension, of }): ComparisonRow[] => {
    const claimed = of(cdr)?.exclTax;
    const own = parts.filter((part) => part.dimension === dimension && !part.reservation);
    const computed = priced.kind === 'priced' ? sumOfKnown(own.map((it) => it.exclTax)) : undefined;
    if (own.length === 0 && (claimed === undefined || claimed === '0')) return [];
    return [
      {
        dimension,
        quantity: quantityOf(dimension, own),
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

function quantityOf(dimension: TariffDimension, parts: readonly PricedPart[]): string {
  if (parts.length === 0 || dimension === 'FLAT') return '';
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
