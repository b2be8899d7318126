import type { Cdr, Decimal, Instant, Tariff } from '@peregrine/domain';
import type { QuoteInput, UnquotableReason } from '../quote/types.ts';

/** At one power for so long; 0 kW is plugged in without charging, below 0 feeds the grid. */
export type LoadSlice = { readonly seconds: number; readonly powerKw: Decimal };

export type GenerateLoad =
  | { readonly curve: readonly LoadSlice[] }
  | Pick<QuoteInput, 'charge' | 'connector' | 'vehicle' | 'staySeconds'>;

/** What operators get wrong, each by itself; see the package's README. */
export const MISTAKES = [
  'no-split',
  'time-as-wall-clock',
  'two-decimal-hours',
  'overlapping-periods',
  'missing-period',
  'local-as-utc',
  'wrong-tariff',
  'step-twice',
  'late-vat',
  'sum-differs',
] as const;
export type Mistake = (typeof MISTAKES)[number];

export type GenerateInput = {
  readonly tariff: Tariff;
  /** Another tariff takes over in the middle of the session. */
  readonly nextTariff?: { readonly tariff: Tariff; readonly from: Instant };
  /** Drawn from the seed where absent. */
  readonly load?: GenerateLoad;
  /** Held before the charge; one that expires has none. */
  readonly reservation?: { readonly seconds: number; readonly expired?: boolean };
  /** When the record begins, cut to the second: with the reservation, else with the charge. */
  readonly startedAt: Instant;
  /** IANA zone of the location. */
  readonly timeZone: string;
  /** Decides whatever is not given; the same input makes the same record, to the letter. */
  readonly seed: number;
  /** Digits of the volumes in hours and of the amounts: 6 and 10 where absent. */
  readonly hourDecimals?: number;
  readonly claimDecimals?: number;
  readonly mistake?: Mistake;
  /** What `wrong-tariff` prices by: the same tariff a tenth dearer where absent. */
  readonly otherTariff?: Tariff;
  /** What the record says besides its quantities and amounts. */
  readonly identity?: Partial<
    Pick<
      Cdr,
      'cdrId' | 'sessionId' | 'token' | 'location' | 'authMethod' | 'authorizationReference'
    >
  >;
};

/** `honest` is the record without the mistake; a mistake may find nothing to spoil. */
export type GenerateResult =
  | { readonly kind: 'generated'; readonly cdr: Cdr; readonly honest: Cdr }
  | Ungenerable;

/** net-unknown: a price after tax at an unknown rate, which no CDR can state. */
export type Ungenerable = {
  readonly kind: 'ungenerable';
  readonly reason: UnquotableReason | 'net-unknown';
  readonly detail: string;
};
