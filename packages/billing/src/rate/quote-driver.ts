import {
  type Decimal,
  type DriverPlan,
  decimal,
  type MoneyText,
  moneyOf,
  moneyText,
  TARIFF_DIMENSIONS,
  type Tariff,
  type TariffDimension,
} from '@peregrine/domain';
import {
  type ProjectedSession,
  projectQuote,
  type QuoteFactor,
  type QuoteInput,
  type Unquotable,
} from '@peregrine/pricing';
import type { RatedCharge, UnknownPrice } from './price-types.ts';
import { rateCharge } from './rate-charge.ts';

export type QuoteDriverInput = Omit<QuoteInput, 'tariff'> & {
  /** The version in force; undefined when the connector names none. */
  readonly tariff: Tariff | undefined;
  readonly plan: DriverPlan;
  readonly site: 'partner' | 'own';
  /** Of our own table, for the charger's country (`vatPercent`). */
  readonly vatPercent: Decimal | undefined;
};

/** What a dimension costs: `total` = `operator` + `ours`, gross or net as the lines are. */
export type QuotedComponent = {
  readonly dimension: TariffDimension;
  readonly total: MoneyText;
  readonly operator: MoneyText;
  readonly ours: MoneyText;
};

/** What a driver will pay, JSON-safe. Totals are gross, like those of the receipt. */
export type DriverQuote = {
  readonly kind: 'quoted';
  readonly expected: RatedCharge;
  readonly low: MoneyText;
  readonly high: MoneyText;
  /** The parts of the expected total: what the operator takes and what we take. */
  readonly operator: MoneyText;
  readonly ours: MoneyText;
  readonly components: readonly QuotedComponent[];
  readonly session: ProjectedSession;
  /** What changes the total by itself; empty where low is high. */
  readonly dependsOn: readonly QuoteFactor[];
};

const NOTHING = decimal('0');

/**
 * What a charge that has not begun will cost this driver, rated as the receipt will be: the expected
 * session, and the range of those that may come instead. A session that happens as expected costs
 * what was quoted. No price is guessed: one that is unknown for any of them is unknown.
 */
export function quoteDriver(input: QuoteDriverInput): DriverQuote | UnknownPrice | Unquotable {
  const { tariff } = input;
  if (!tariff) {
    return { kind: 'unknown', reason: 'no-tariff', detail: 'the connector names no tariff' };
  }
  const projection = projectQuote({ ...input, tariff });
  if (projection.kind === 'unquotable') return projection;
  const expected = rate(input, projection.expected);
  const ofOperator = rate({ ...input, plan: withoutFees(input.plan) }, projection.expected);
  if (expected.kind === 'unknown') return expected;
  if (ofOperator.kind === 'unknown') return ofOperator;
  const total = moneyOf(expected.total).minor;
  let [low, high] = [total, total];
  const dependsOn = new Set<QuoteFactor>();
  for (const variant of projection.variants) {
    const rated = rate(input, variant);
    if (rated.kind === 'unknown') return rated;
    const { minor } = moneyOf(rated.total);
    const [factor] = variant.varies;
    if (factor && variant.varies.length === 1 && minor !== total) dependsOn.add(factor);
    if (minor < low) low = minor;
    if (minor > high) high = minor;
  }
  const text = (minor: bigint) => moneyText({ minor, currency: expected.currency });
  const operator = moneyOf(ofOperator.total).minor;
  return {
    kind: 'quoted',
    expected,
    low: text(low),
    high: text(high),
    operator: text(operator),
    ours: text(total - operator),
    components: componentsOf(expected, ofOperator),
    session: projection.expected,
    dependsOn: [...dependsOn],
  };
}

function rate(input: QuoteDriverInput, session: ProjectedSession): RatedCharge | UnknownPrice {
  const { periods, startedAt, endedAt } = session;
  return rateCharge({ ...input, periods, startedAt, endedAt });
}

/** The same plan as if we took nothing. */
function withoutFees(plan: DriverPlan): DriverPlan {
  return {
    ...plan,
    partnerFeePerKwh: NOTHING,
    partnerFeePerCharge: NOTHING,
    ownFeePerKwh: NOTHING,
    ownFeePerCharge: NOTHING,
  };
}

function componentsOf(expected: RatedCharge, ofOperator: RatedCharge): readonly QuotedComponent[] {
  const sumOf = ({ lines }: RatedCharge, dimension: TariffDimension) =>
    lines
      .filter((line) => line.dimension === dimension)
      .reduce((minor, { total }) => minor + moneyOf(total).minor, 0n);
  const { currency } = expected;
  return TARIFF_DIMENSIONS.flatMap((dimension) => {
    if (!expected.lines.some((line) => line.dimension === dimension)) return [];
    const [total, operator] = [sumOf(expected, dimension), sumOf(ofOperator, dimension)];
    return [
      {
        dimension,
        total: moneyText({ minor: total, currency }),
        operator: moneyText({ minor: operator, currency }),
        ours: moneyText({ minor: total - operator, currency }),
      },
    ];
  });
}
