import type { StationProtocol } from '../protocol.ts';
import { foldCall } from './fold-call.ts';
import { foldResult, spellFault, unfoldAnswer, unfoldCommand } from './unfold.ts';

/** OCPP 1.6 over JSON. */
export const v16: StationProtocol = {
  subprotocol: 'ocpp1.6',
  foldCall,
  unfoldAnswer,
  unfoldCommand,
  foldResult,
  spellFault,
};
