import type {
  Cdr,
  CommandResponse,
  Currency,
  Decimal,
  Finding,
  Folded,
  Instant,
  Location,
  MoneyText,
  PartyRef,
  Session,
  Tariff,
  Token,
} from '@peregrine/domain';

/** How to reach a partner: what `PartnerGateway` needs of its row, decrypted. */
export type PartnerConnection = {
  readonly partnerId: string;
  readonly name: string;
  /** OCPI version number as data; only the wire compares it. */
  readonly version: string;
  readonly theirToken: string;
  readonly endpoints: readonly { module: string; role: string; url: string }[];
  /** Our eMSP party, for routing headers. */
  readonly ourParty: PartyRef;
  readonly quirks: Readonly<Record<string, boolean>>;
};

/** A CDR with the bytes it came in: the evidence that is stored. */
export type ReceivedCdr = { readonly cdr: Cdr; readonly raw: string };

/** An object that could not be used at all: the key it claims, and why. */
export type RefusedObject = { readonly objectKey: string; readonly findings: readonly Finding[] };

/** One page of a pulled module, folded; `refused` are the objects that no fold could use. */
export type PulledPage = { readonly refused?: readonly RefusedObject[] } & (
  | { readonly module: 'locations'; readonly items: readonly Folded<Location>[] }
  | { readonly module: 'tariffs'; readonly items: readonly Folded<Tariff>[] }
  | { readonly module: 'sessions'; readonly items: readonly Folded<Session>[] }
  | { readonly module: 'cdrs'; readonly items: readonly Folded<ReceivedCdr>[] }
);
export type PulledModule = PulledPage['module'];

export type StartOrder = {
  readonly commandId: string;
  readonly token: Token;
  readonly party: PartyRef;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly authorizationReference: string;
};
export type StopOrder = {
  readonly commandId: string;
  readonly party: PartyRef;
  readonly sessionId: string;
};

/**
 * What became of the one call. `unanswered`: it may have arrived (timeout, broken connection);
 * `not-sent`: it certainly did not (refused connection, no endpoint).
 */
export type CommandAnswer =
  | {
      readonly kind: 'answered';
      readonly response: CommandResponse;
      readonly timeoutSeconds: number;
      readonly text?: string;
    }
  | { readonly kind: 'unanswered'; readonly cause: string }
  | { readonly kind: 'not-sent'; readonly cause: string };

/** How commands and pushes reach a partner; chosen by `partner.kind` (ocpi: the wire, internal: us). */
export interface PartnerGateway {
  sendStart(partner: PartnerConnection, order: StartOrder): Promise<CommandAnswer>;
  sendStop(partner: PartnerConnection, order: StopOrder): Promise<CommandAnswer>;
  /** PUT of the token's current state; throws on failure, the job retries. */
  pushToken(partner: PartnerConnection, token: Token): Promise<void>;
  /** All pages of a module since `from` (inclusive), in the order the partner serves them. */
  pull(partner: PartnerConnection, module: PulledModule, from?: Instant): AsyncIterable<PulledPage>;
}

/** Registers us at a partner with token A (OCPI credentials, the sender's side). */
export interface PartnerRegistrar {
  register(input: {
    readonly versionsUrl: string;
    readonly registrationToken: string;
    readonly ourVersionsUrl: string;
    readonly ourToken: string;
    readonly ourParty: PartyRef;
    readonly ourName: string;
  }): Promise<Registration>;
  /** What a partner offers, read again at every POST and PUT of its credentials. */
  readEndpoints(input: {
    readonly versionsUrl: string;
    readonly token: string;
  }): Promise<Pick<Registration, 'version' | 'endpoints'>>;
}

export type Registration = {
  readonly version: string;
  readonly theirToken: string;
  readonly endpoints: readonly { module: string; role: string; url: string }[];
  readonly parties: readonly { party: PartyRef; role: string; name: string }[];
};

/** A hold, capture or charge as the provider reports it. */
export type PaymentOutcome =
  | { readonly kind: 'held'; readonly intentId: string; readonly captureBefore?: Date }
  | { readonly kind: 'captured'; readonly intentId: string; readonly amountMinor: bigint }
  | { readonly kind: 'canceled'; readonly intentId: string }
  | { readonly kind: 'declined'; readonly intentId?: string; readonly code: string }
  | { readonly kind: 'authentication-required'; readonly intentId?: string };

type IntentOrder = {
  /** PaymentAttempt.id: the idempotency key. */
  readonly attemptId: string;
  readonly chargeId: string;
  readonly customerId: string;
  readonly paymentMethodId: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
};

/**
 * The payment provider. Declines are outcomes; anything else (network, 5xx, bad key) throws and the
 * job retries with the same idempotency key.
 */
export interface PaymentGateway {
  createCustomer(input: { userId: string; email: string }): Promise<{ customerId: string }>;
  /** The hosted page that saves a card; answers its URL. */
  openCardPage(input: {
    customerId: string;
    successUrl: string;
    cancelUrl: string;
  }): Promise<{ url: string }>;
  hold(order: IntentOrder): Promise<PaymentOutcome>;
  capture(input: {
    attemptId: string;
    intentId: string;
    amountMinor: bigint;
  }): Promise<PaymentOutcome>;
  cancel(input: { attemptId: string; intentId: string }): Promise<PaymentOutcome>;
  chargeOffSession(order: IntentOrder): Promise<PaymentOutcome>;
  /** A hosted page on which an open invoice can be paid. */
  openPaymentPage(input: {
    attemptId: string;
    chargeId: string;
    customerId: string;
    amountMinor: bigint;
    currency: Currency;
    description: string;
    successUrl: string;
    cancelUrl: string;
  }): Promise<{ url: string }>;
  readCard(paymentMethodId: string): Promise<SavedCard | undefined>;
  /** Gives a customer a card that the provider knows by its id; throws when it is none. */
  attachCard(input: { customerId: string; paymentMethodId: string }): Promise<SavedCard>;
  /** Verifies a webhook's signature over its raw body; undefined when it is not genuine. */
  verifyWebhook(rawBody: string, signature: string): Promise<WebhookMessage | undefined>;
  /** Reads the effect of a stored event again, from `WebhookMessage.raw`. */
  readWebhook(raw: unknown): WebhookEffect;
}

export type SavedCard = {
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
};

/** What a webhook told, reduced to what we act on; `raw` is kept and read again by the job. */
export type WebhookMessage = {
  readonly eventId: string;
  readonly type: string;
  readonly raw: unknown;
  readonly effect: WebhookEffect;
};

/** `other` is kept and ignored. */
export type WebhookEffect =
  | { readonly kind: 'card-saved'; readonly customerId: string; readonly paymentMethodId: string }
  | { readonly kind: 'intent'; readonly attemptId?: string; readonly outcome: PaymentOutcome }
  | { readonly kind: 'other' };

/** A receipt as the mail tells it; the document itself is behind `url`. */
export type ReceiptMail = {
  readonly kind: 'receipt';
  readonly to: string;
  readonly locale: string;
  readonly url: string;
  readonly number: string;
  readonly sellerName: string;
  readonly sellerLines: readonly string[];
  readonly stationName: string;
  readonly stationAddress: string;
  readonly timeZone: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly energyKwh: Decimal;
  readonly lines: readonly {
    readonly dimension: string;
    readonly quantity: Decimal;
    readonly unit: string;
    readonly unitPrice: Decimal;
    readonly total: MoneyText;
  }[];
  readonly vat: readonly { readonly percent: Decimal; readonly vat: MoneyText }[];
  readonly total: MoneyText;
};

/** The one-time link that signs a driver or staff in. */
export type SignInMail = {
  readonly kind: 'sign-in';
  readonly to: string;
  readonly locale: string;
  readonly url: string;
  readonly validMinutes: number;
};

/** Mail that leaves the house, worded by the mail room; throws on failure, the job retries. */
export interface Mailer {
  send(mail: ReceiptMail | SignInMail): Promise<void>;
}

/** Seals and opens partner tokens at rest (AES-256-GCM). */
export interface SecretBox {
  seal(text: string): string;
  open(sealed: string): string;
}
