import type { VersionWire } from '../versions/version-wire.ts';
import { foldCdr } from './cdr.fold.ts';
import {
  foldCommandResponse,
  foldCommandResult,
  unfoldStartSession,
  unfoldStopSession,
} from './command.fold.ts';
import { foldCredentials, foldVersionDetails, unfoldCredentials } from './credentials.fold.ts';
import { foldLocation } from './location.fold.ts';
import {
  foldConnectorPatch,
  foldConnectorPut,
  foldEvsePatch,
  foldEvsePut,
  foldLocationPatch,
} from './location-change.fold.ts';
import { foldSession, foldSessionPatch } from './session.fold.ts';
import { foldTariff } from './tariff.fold.ts';
import { foldLocationReferences, foldToken, unfoldToken } from './token.fold.ts';

/** OCPI 2.2.1 as one bundle of folds. */
export const wire221 = {
  version: '2.2.1',
  foldLocation,
  foldLocationPatch,
  foldEvsePut,
  foldEvsePatch,
  foldConnectorPut,
  foldConnectorPatch,
  foldTariff,
  foldSession,
  foldSessionPatch,
  foldCdr,
  foldToken,
  unfoldToken,
  foldLocationReferences,
  foldCommandResponse,
  foldCommandResult,
  unfoldStartSession,
  unfoldStopSession,
  foldCredentials,
  unfoldCredentials,
  foldVersionDetails,
} satisfies VersionWire;
