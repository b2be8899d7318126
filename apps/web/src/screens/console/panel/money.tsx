'use client';

import {
  type Decimal,
  exactOf,
  type MoneyText,
  minorDigits,
  roundHalfUp,
  subtract,
  toDecimal,
} from '@peregrine/domain';
import { classNames, formatExactSum, formatMoney } from '@peregrine/ui';
import { useLocale, useTranslations } from 'next-intl';

/** A settled sum with its currency. */
export function Money({ money }: { readonly money: MoneyText | undefined }) {
  const locale = useLocale();
  if (!money) return <NotKnown />;
  return <span className="tabular">{formatMoney(money, locale)}</span>;
}

/**
 * An unrounded amount with two to four decimals. `aligned` leaves room at the end for those that it
 * lacks, so that the decimal points of a column stand below each other.
 */
export function ExactAmount({
  value,
  currency,
  aligned = false,
}: {
  readonly value: Decimal | undefined;
  readonly currency: string;
  readonly aligned?: boolean;
}) {
  const locale = useLocale();
  if (value === undefined) return <NotKnown />;
  return (
    <span className="tabular" style={aligned ? roomFor(value) : undefined}>
      {formatExactSum(value, currency, locale)}
    </span>
  );
}

/** Claimed minus computed, with its sign: what the partner wants beyond what its tariff gives. */
export function AmountDifference({
  claimed,
  computed,
  currency,
  aligned = false,
}: {
  readonly claimed: Decimal | undefined;
  readonly computed: Decimal | undefined;
  readonly currency: string;
  readonly aligned?: boolean;
}) {
  const locale = useLocale();
  if (claimed === undefined || computed === undefined) return <NotKnown />;
  const exact = subtract(exactOf(claimed), exactOf(computed));
  const shown = toDecimal(exact, MOST_DECIMALS);
  // What no payment could show is not worth a look.
  const matters = roundHalfUp(exact, minorDigits(currency)) !== 0n;
  return (
    <span
      className={classNames('tabular', matters ? 'font-semibold text-check' : 'text-muted')}
      style={aligned ? roomFor(shown) : undefined}
    >
      {exact.num > 0n && shown !== '0' && '+'}
      {formatExactSum(shown, currency, locale)}
    </span>
  );
}

/** OCPI amounts have at most so many; what we compute may have more. */
const MOST_DECIMALS = 4;

/** A digit is 1ch wide in tabular figures. */
function roomFor(value: Decimal): { paddingInlineEnd: string } {
  const decimals = Math.max(2, value.split('.')[1]?.length ?? 0);
  return { paddingInlineEnd: `${Math.max(0, MOST_DECIMALS - decimals)}ch` };
}

/** Unknown is not zero. */
export function NotKnown() {
  const t = useTranslations('console.table');
  return (
    <span className="text-muted">
      <span aria-hidden="true">{t('none')}</span>
      <span className="sr-only">{t('unknown')}</span>
    </span>
  );
}
