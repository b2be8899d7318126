import type { CommandResponse, CommandResult, PartyRef } from '@peregrine/domain';

/** A party that a platform answers for, with its role (CPO, EMSP, HUB, ...). */
export type PartyRole = {
  readonly party: PartyRef;
  readonly role: string;
  readonly name: string;
};

/** A platform's credentials: the token it gives, its versions URL and its parties. */
export type Credentials = {
  readonly token: string;
  readonly versionsUrl: string;
  readonly parties: readonly PartyRole[];
};

/** `module`: lower case; `role`: SENDER or RECEIVER. */
export type Endpoint = { readonly module: string; readonly role: string; readonly url: string };
export type VersionOffer = { readonly version: string; readonly url: string };
export type VersionDetails = { readonly version: string; readonly endpoints: readonly Endpoint[] };

/** Where a token asks to be used, as a real-time authorisation names it. */
export type LocationReferences = {
  readonly locationId: string;
  readonly evseUids: readonly string[];
};

export type CommandResponseMessage = {
  readonly response: CommandResponse;
  readonly timeoutSeconds: number;
  readonly text?: string;
};
export type CommandResultMessage = { readonly result: CommandResult; readonly text?: string };
