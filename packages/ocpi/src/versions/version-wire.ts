import type {
  Cdr,
  EvseKey,
  Location,
  LocationChange,
  LocationKey,
  PartyRef,
  Session,
  SessionPatch,
  Tariff,
  Token,
} from '@peregrine/domain';
import type { ReadResult } from '../read/read-object.ts';
import type {
  CommandResponseMessage,
  CommandResultMessage,
  Credentials,
  LocationReferences,
  VersionDetails,
} from './messages.ts';

type Fold<T> = (input: unknown) => ReadResult<T>;
type KeyedFold<T, K> = (input: unknown, key: K) => ReadResult<T>;
type Unfold<T> = (value: T) => Readonly<Record<string, unknown>>;

/** Everything that one OCPI version does differently: the seam for 2.1.1 and 2.3.0. */
export interface VersionWire {
  /** As it stands in URLs and version lists. */
  readonly version: string;
  readonly foldLocation: Fold<Location>;
  readonly foldLocationPatch: KeyedFold<LocationChange, LocationKey>;
  readonly foldEvsePut: KeyedFold<LocationChange, LocationKey>;
  readonly foldEvsePatch: KeyedFold<LocationChange, EvseKey>;
  readonly foldConnectorPut: KeyedFold<LocationChange, EvseKey>;
  readonly foldConnectorPatch: KeyedFold<
    LocationChange,
    EvseKey & { readonly connectorId: string }
  >;
  readonly foldTariff: Fold<Tariff>;
  readonly foldSession: Fold<Session>;
  readonly foldSessionPatch: KeyedFold<
    SessionPatch,
    { readonly party: PartyRef; readonly sessionId: string }
  >;
  readonly foldCdr: Fold<Cdr>;
  readonly foldToken: Fold<Token>;
  readonly unfoldToken: Unfold<Token>;
  readonly foldLocationReferences: Fold<LocationReferences | undefined>;
  readonly foldCommandResponse: Fold<CommandResponseMessage>;
  readonly foldCommandResult: Fold<CommandResultMessage>;
  readonly unfoldStartSession: Unfold<StartSessionOrder>;
  readonly unfoldStopSession: Unfold<{ responseUrl: string; sessionId: string }>;
  readonly foldCredentials: Fold<Credentials>;
  readonly unfoldCredentials: Unfold<Credentials>;
  readonly foldVersionDetails: Fold<VersionDetails>;
}

export type StartSessionOrder = {
  readonly responseUrl: string;
  readonly token: Token;
  readonly party: PartyRef;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly authorizationReference: string;
};
