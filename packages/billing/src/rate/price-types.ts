import type { Currency, Decimal, MoneyText, TariffDimension } from '@peregrine/domain';
import type { DescribedSession, ExplainedTariff } from '@peregrine/pricing';

/**
 * Why there is no price. no-tariff: the operator named none; tariff-not-received: named, but we do
 * not have it; unsupported-tariff: rules that cannot be shown as one price; unknown-vat: no rate for
 * the country; currency: the tariff's is not the plan's.
 */
export type PriceUnknownReason =
  | 'no-tariff'
  | 'tariff-not-received'
  | 'unsupported-tariff'
  | 'unknown-vat'
  | 'currency';

/** Unknown is a case of its own, never 0; `detail` is for logs and staff. */
export type UnknownPrice = {
  readonly kind: 'unknown';
  readonly reason: PriceUnknownReason;
  readonly detail: string;
};

/** How a document was rounded: consumers gross first, businesses net first (`domain/README`). */
export type Rounding = 'gross-first' | 'net-first';

export type PriceUnit = 'kWh' | 'h' | 'charge';

/**
 * One unit price as shown: 4 decimals half-up, gross for consumers and net for businesses.
 * `allIn` = `operator` + `ours`, exactly. `stepSize`: Wh or seconds, 1 where none.
 */
export type ShownComponent = {
  readonly dimension: TariffDimension;
  readonly per: PriceUnit;
  readonly allIn: Decimal;
  readonly operator: Decimal;
  readonly ours: Decimal;
  readonly stepSize: number;
};

/** A price as shown before the start; JSON-safe, so that a quote keeps it unchanged. */
export type ShownPrice = {
  readonly kind: 'known';
  readonly currency: Currency;
  readonly vatPercent: Decimal;
  readonly rounding: Rounding;
  readonly components: readonly ShownComponent[];
};

/**
 * A line of what the driver pays: `total` is `unitPrice` x `quantity`, half-up to the minor unit.
 * Gross for consumers, net for businesses (`RatedCharge.rounding`). `quantity` is what is billed, in
 * `unit`, at most 10 decimals.
 */
export type RatedLine = {
  readonly dimension: TariffDimension;
  readonly quantity: Decimal;
  readonly unit: PriceUnit;
  readonly unitPrice: Decimal;
  readonly total: MoneyText;
};

/** VAT of one rate: net + vat = gross. */
export type VatLine = {
  readonly percent: Decimal;
  readonly net: MoneyText;
  readonly vat: MoneyText;
  readonly gross: MoneyText;
};

/**
 * Why a line is what it is: the parts of the session's price that it bills (places in
 * `RatedReason.session.parts`; none where the operator asks nothing), and its unit price as what the
 * operator takes and what we take, rounded as shown before the start.
 */
export type LineReason = {
  readonly parts: readonly number[];
  readonly operator: Decimal;
  readonly ours: Decimal;
};

/**
 * Why a charge costs what it does, JSON-safe: the quantities as priced, without the operator's own
 * tax, the conditions of the tariff, and a reason for each line, in their order.
 */
export type RatedReason = {
  readonly session: DescribedSession;
  readonly tariff: ExplainedTariff;
  readonly lines: readonly LineReason[];
};

/** What the driver pays for a charge; JSON-safe. `total` is gross, whatever was rounded first. */
export type RatedCharge = {
  readonly kind: 'rated';
  readonly currency: Currency;
  readonly rounding: Rounding;
  readonly lines: readonly RatedLine[];
  readonly vat: readonly VatLine[];
  readonly total: MoneyText;
  readonly because: RatedReason;
};
