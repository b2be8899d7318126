import {
  compare,
  type Decimal,
  exactOf,
  type Instant,
  type MoneyText,
  moneyOf,
  moneyText,
  subtract,
  toDecimal,
} from '@peregrine/domain';
import type { RatedCharge } from '../rate/price-types.ts';
import type { DocumentStation, EstimateDifference, InvoiceDocument } from './invoice-document.ts';

/** What the driver was shown when the session ended, and on which quantities. */
export type Estimate = {
  readonly total: MoneyText;
  readonly energyKwh?: Decimal;
  readonly endedAt?: Instant;
};

export type AssembleInvoiceInput = {
  readonly number: string;
  readonly issuedAt: Instant;
  readonly seller: InvoiceDocument['seller'];
  readonly driver: InvoiceDocument['driver'];
  readonly station: DocumentStation;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly energyKwh: Decimal;
  readonly rated: RatedCharge;
  readonly quoted: boolean;
  readonly estimate?: Estimate;
};

/** Puts a rated charge on paper. Adds nothing up again: the totals are those that were rated. */
export function assembleInvoice(input: AssembleInvoiceInput): InvoiceDocument {
  const { rated, estimate, ...printed } = input;
  const vatPercent = rated.vat[0]?.percent;
  if (vatPercent === undefined) throw new Error('a document needs at least one line');
  return {
    ...printed,
    lines: rated.lines.map((line) => ({ ...line, vatPercent })),
    vat: rated.vat,
    total: rated.total,
    rounding: rated.rounding,
    because: rated.because,
    ...(estimate && { estimate: estimate.total, difference: differenceOf(input, estimate) }),
  };
}

function differenceOf(input: AssembleInvoiceInput, estimate: Estimate): EstimateDifference {
  const final = moneyOf(input.rated.total);
  const minor = final.minor - moneyOf(estimate.total).minor;
  const amount = moneyText({ minor, currency: final.currency });
  if (minor === 0n) return { amount, reasonCode: 'none' };
  const { energyKwh, endedAt } = estimate;
  if (energyKwh !== undefined && compare(exactOf(energyKwh), exactOf(input.energyKwh)) !== 0) {
    const energyDifferenceKwh = toDecimal(subtract(exactOf(input.energyKwh), exactOf(energyKwh)));
    return { amount, reasonCode: 'energy', energyDifferenceKwh };
  }
  return { amount, reasonCode: endedAt === input.endedAt ? 'steps' : 'time' };
}
