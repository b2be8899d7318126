import type { Database } from '@peregrine/db';
import type { Clock, PartyRef } from '@peregrine/domain';
import type {
  Mailer,
  PartnerGateway,
  PartnerRegistrar,
  PaymentGateway,
  SecretBox,
} from './ports.ts';

/** Who acts: checked by the verb, written to the audit. */
export type Actor =
  | { readonly kind: 'driver'; readonly userId: string }
  | { readonly kind: 'staff'; readonly userId: string }
  | { readonly kind: 'partner'; readonly partnerId: string; readonly parties: readonly PartyRef[] }
  | { readonly kind: 'station'; readonly stationId: string; readonly identity: string }
  | { readonly kind: 'webhook' }
  | { readonly kind: 'system' }
  | { readonly kind: 'anonymous' };

/** This eMSP: one legal seller with its own parties (EMSP, and CPO of the own sites). */
export type Seller = {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly vatId: string;
  readonly email: string;
  readonly emspParty: PartyRef;
  readonly cpoParty: PartyRef;
  /** `PER`: the first part of invoice numbers. */
  readonly invoicePrefix: string;
};

export type Urls = { readonly web: string; readonly ocpi: string };

/**
 * What every verb takes first. An app composes only the ports it uses; reaching for one it did not
 * compose is a bug and throws.
 */
export type Context<A extends Actor = Actor> = {
  readonly actor: A;
  readonly clock: Clock;
  readonly db: Database;
  readonly seller: Seller;
  readonly urls: Urls;
  readonly ports: Ports;
};

export type Ports = {
  readonly partners?: { readonly ocpi: PartnerGateway; readonly internal: PartnerGateway };
  readonly registrar?: PartnerRegistrar;
  readonly payments?: PaymentGateway;
  readonly mailer?: Mailer;
  readonly secrets?: SecretBox;
};
