import { exactOf } from '@peregrine/domain';
import { type PriceSessionInput, type PriceSessionResult, priceSession } from '@peregrine/pricing';
import { basisOf } from './basis-of.ts';
import { judge } from './difference.ts';
import type { Facts, ReconcileCdrInput, Verdict } from './types.ts';

/** Tolerated where neither the caller nor an agreement says: one minor unit. */
const TOLERANCE_MINOR = 1n;

/** Prices the CDR once, and prepares what the rules share. */
export function factsOf(input: ReconcileCdrInput): Facts {
  const { cdr, otherTariffs = [], timeZone, zoneOrigin, agreement, reservationExpired } = input;
  const tariff = basisOf(cdr, input.tariff, agreement);
  const basis: PriceSessionInput = {
    tariffs: tariff ? [tariff, ...otherTariffs] : [],
    periods: cdr.periods,
    startedAt: cdr.startedAt,
    endedAt: cdr.endedAt,
    timeZone,
    ...(reservationExpired !== undefined && { reservationExpired }),
    ...(zoneOrigin === 'assumed' && { timeZoneAssumed: true }),
  };
  const priced = priceSession(basis);
  const agreed = agreement?.terms.tolerances.amountMinor;
  const toleranceMinor =
    input.toleranceMinor ?? (agreed === undefined ? TOLERANCE_MINOR : BigInt(agreed));
  return {
    ...input,
    tariff,
    priced,
    toleranceMinor,
    verdict: verdictOf(input, priced, toleranceMinor),
    reprice: (changes) => priceSession({ ...basis, ...changes }),
  };
}

function verdictOf(
  { cdr }: ReconcileCdrInput,
  priced: PriceSessionResult,
  toleranceMinor: bigint,
): Verdict | undefined {
  if (priced.kind !== 'priced' || priced.result.currency !== cdr.currency) return undefined;
  const { totalExclTax } = priced.result;
  if (!totalExclTax) return undefined;
  return judge(exactOf(cdr.totalCost.exclTax), totalExclTax, cdr.currency, toleranceMinor);
}
