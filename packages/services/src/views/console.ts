import type { Computation } from '@peregrine/billing';
import type {
  ChargeState,
  ChargeWord,
  Decimal,
  Finding,
  Instant,
  MoneyText,
} from '@peregrine/domain';
import type { DescribedSession, ExplainedTariff, UnpriceableReason } from '@peregrine/pricing';

/** A page of a console table; `totalCount` counts all that match. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly totalCount: number;
  readonly nextCursor?: string;
};
export type TableQuery = {
  readonly search?: string;
  readonly filter?: string;
  /** A key of the table to order by: `total` upwards, `-total` downwards. */
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit?: number;
};

export type PartnerRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'ocpi' | 'internal';
  readonly version?: string;
  readonly status: string;
  readonly parties: readonly { countryCode: string; partyId: string; role: string; name: string }[];
  readonly lastHeardAt?: Instant;
  readonly lastReachedAt?: Instant;
  readonly lastError?: string;
  readonly locations: number;
  readonly evses: number;
  readonly openFindings: number;
};
export type PartnerDetail = PartnerRow & {
  readonly endpoints: readonly { module: string; role: string; url: string }[];
  readonly pulls: readonly {
    module: string;
    cursor?: Instant;
    finishedAt?: Instant;
    objects: number;
    error?: string;
  }[];
  readonly findings: readonly (Finding & { module: string; objectKey: string; seenAt: Instant })[];
};

/** Amounts of a CDR: claimed by the partner, computed by us; decimals unrounded, in `currency`. */
export type CdrRow = {
  readonly id: string;
  readonly cdrId: string;
  readonly party: string;
  readonly partnerName: string;
  readonly stationName: string;
  readonly state: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly timeZone: string;
  readonly energyKwh: Decimal;
  readonly currency: string;
  readonly claimedExclTax: Decimal;
  readonly claimedInclTax?: Decimal;
  readonly computedExclTax?: Decimal;
  readonly computedInclTax?: Decimal;
  readonly findings: number;
  readonly worstSeverity?: string;
  readonly receivedAt: Instant;
};
/** A computation as it was kept; `zone` is the one whose clock the restrictions were read by. */
export type ComputedCdr =
  | {
      readonly kind: 'priced';
      readonly session: DescribedSession;
      readonly tariff?: ExplainedTariff;
      readonly zone: Computation['zone'];
    }
  | { readonly kind: 'unpriceable'; readonly reason: UnpriceableReason };

export type CdrDetail = CdrRow & {
  readonly partnerId: string;
  readonly chargeId?: string;
  readonly place: string;
  readonly findingList: readonly Finding[];
  /** Side by side, a row a dimension. */
  readonly comparison: readonly {
    readonly dimension: string;
    readonly quantity: string;
    readonly claimed?: Decimal;
    readonly computed?: Decimal;
    readonly reason: string;
  }[];
  /** How it was computed, for `explain`, or why it was not; absent until then. */
  readonly computed?: ComputedCdr;
  readonly raw: string;
  readonly conflicts: readonly { receivedAt: Instant; raw: string }[];
};

export type ConsoleChargeRow = {
  readonly id: string;
  readonly origin: string;
  readonly word: ChargeWord;
  readonly state: ChargeState;
  readonly driverEmail: string;
  readonly stationName: string;
  readonly partnerName: string;
  readonly timeZone: string;
  readonly createdAt: Instant;
  readonly energyKwh?: Decimal;
  readonly total?: MoneyText;
  readonly attention?: string;
};
export type ConsoleChargeDetail = ConsoleChargeRow & {
  readonly authorizationReference: string;
  readonly sessionId?: string;
  readonly partnerId: string;
  readonly cdrs: readonly { id: string; cdrId: string; state: string }[];
  readonly invoiceId?: string;
  readonly invoiceNumber?: string;
  /** Everything that happened, in order, whoever did it. */
  readonly timeline: readonly {
    at: Instant;
    event: string;
    details: Readonly<Record<string, unknown>>;
  }[];
  readonly payments: readonly {
    id: string;
    kind: string;
    state: string;
    amount: MoneyText;
    createdAt: Instant;
    failureCode?: string;
  }[];
};

export type InvoiceRow = {
  readonly id: string;
  readonly number: string;
  readonly driverEmail: string;
  readonly issuedAt: Instant;
  readonly stationName: string;
  /** Of the site: `issuedAt` is shown in it. */
  readonly timeZone: string;
  readonly total: MoneyText;
  readonly vat: MoneyText;
  readonly paymentState: string;
  readonly mailedAt?: Instant;
};
export type InvoiceDetail = InvoiceRow & {
  readonly chargeId: string;
  readonly lines: readonly {
    kind: string;
    quantity: Decimal;
    unit: string;
    unitPrice: Decimal;
    total: MoneyText;
  }[];
  readonly vatLines: readonly {
    percent: Decimal;
    net: MoneyText;
    vat: MoneyText;
    gross: MoneyText;
  }[];
  readonly postings: readonly { account: string; amount: MoneyText; at: Instant }[];
};
