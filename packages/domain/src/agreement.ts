import type { Instant } from './instant.ts';
import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';
import { type PartyRef, sameParty } from './party.ts';
import type { Tariff } from './tariff.ts';

/** How the messages of a party reach us, and who stands between. */
export type RoamingRoute =
  | { readonly kind: 'direct' }
  | { readonly kind: 'hub'; readonly hub: PartyRef };

export const PRICE_BASES = ['pushed-tariff', 'price-list', 'hub-price', 'product'] as const;

/**
 * What our debt for a CDR is computed from. `pushed-tariff`: the version in force at the start.
 * `price-list`: the tariff of the agreement with the connector's tariff id, else its first.
 * `hub-price`: the total as the hub computed it; our own computation only informs. `product`: one
 * tariff for whatever was charged.
 */
export type PriceBasis =
  | { readonly kind: 'pushed-tariff' }
  | { readonly kind: 'price-list'; readonly tariffs: readonly Tariff[] }
  | { readonly kind: 'hub-price' }
  | { readonly kind: 'product'; readonly productId: string; readonly tariff: Tariff };

/** How far a claim may be off before it is disputed or its driver waits. */
export type Tolerances = {
  /** Net, in the agreement's minor units. */
  readonly amountMinor: string;
  readonly energyKwh: Decimal;
  readonly durationSeconds: number;
};

export type AgreementTerms = {
  readonly priceBasis: PriceBasis;
  readonly currency: Currency;
  readonly paymentTermDays: number;
  /** A CDR that comes later than this many days after its end is not paid. */
  readonly oldestCdrDays: number;
  /** By when a CDR should come after its end; absent: nothing was agreed. */
  readonly cdrWithinHours?: number;
  readonly tolerances: Tolerances;
  /**
   * Whether other content under a known CDR id is a revision (credited and replaced); else it is
   * quarantined (OCPI 2.2.1 mod_cdrs: a CDR cannot be changed once sent).
   */
  readonly mayReviseCdr: boolean;
};

/** A change of some terms from an instant on; what it leaves out stays. */
export type Amendment = {
  readonly number: number;
  readonly validFrom: Instant;
  readonly terms: Partial<AgreementTerms>;
};

/** What we agreed with a party: who, which way, from when, on which terms. */
export type RoamingAgreement = {
  readonly agreementId: string;
  readonly ours: PartyRef;
  readonly theirs: PartyRef;
  readonly route: RoamingRoute;
  readonly validFrom: Instant;
  /** The first instant at which it is no longer in force. */
  readonly validUntil?: Instant;
  readonly terms: AgreementTerms;
  readonly amendments: readonly Amendment[];
};

/** An agreement as it stood at an instant. `amendment` is the last one that counted, 0 for none. */
export type AgreementInForce = {
  readonly agreementId: string;
  readonly amendment: number;
  readonly ours: PartyRef;
  readonly theirs: PartyRef;
  readonly route: RoamingRoute;
  readonly terms: AgreementTerms;
};

/**
 * The agreement in force at an instant, its amendments applied in the order of their start (equal
 * starts: of their number). Of several the one that began last counts, of those the greater id. Pass
 * the agreements of one party and route (`agreementsWith`).
 */
export function agreementInForce(
  agreements: readonly RoamingAgreement[],
  at: Instant,
): AgreementInForce | undefined {
  const time = Date.parse(at);
  const [agreement] = agreements
    .filter(
      ({ validFrom, validUntil }) =>
        Date.parse(validFrom) <= time && (!validUntil || time < Date.parse(validUntil)),
    )
    .toSorted(
      (a, b) =>
        Date.parse(b.validFrom) - Date.parse(a.validFrom) ||
        (a.agreementId < b.agreementId ? 1 : -1),
    );
  if (!agreement) return undefined;
  const counted = agreement.amendments
    .filter(({ validFrom }) => Date.parse(validFrom) <= time)
    .toSorted((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom) || a.number - b.number);
  const { agreementId, ours, theirs, route } = agreement;
  let { terms } = agreement;
  for (const change of counted) terms = { ...terms, ...change.terms };
  return {
    agreementId,
    amendment: counted.at(-1)?.number ?? 0,
    ours,
    theirs,
    route,
    terms,
  };
}

/** The agreements with a party that hold for messages which came this way. */
export function agreementsWith(
  agreements: readonly RoamingAgreement[],
  theirs: PartyRef,
  route: RoamingRoute,
): readonly RoamingAgreement[] {
  return agreements.filter(
    (agreement) => sameParty(agreement.theirs, theirs) && isSameRoute(agreement.route, route),
  );
}

function isSameRoute(a: RoamingRoute, b: RoamingRoute): boolean {
  if (a.kind === 'direct' || b.kind === 'direct') return a.kind === b.kind;
  return sameParty(a.hub, b.hub);
}
