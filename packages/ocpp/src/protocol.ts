import type {
  Finding,
  StationAnswer,
  StationCommand,
  StationCommandAnswer,
  StationEvent,
} from '@peregrine/domain';
import type { JsonObject } from './frames.ts';

/** Why a CALL of a station is not processed; each version spells it its own way. */
export type CallFault =
  | 'unknown-action'
  | 'unsupported-action'
  | 'missing-field'
  | 'wrong-type'
  | 'bad-value'
  | 'malformed'
  | 'protocol'
  | 'internal';

export type FoldedCall =
  | { readonly kind: 'event'; readonly event: StationEvent; readonly findings: readonly Finding[] }
  | { readonly kind: 'refused'; readonly fault: CallFault; readonly reason: string };

/**
 * One version of OCPP: the seam where a further version is added. The rest of the room (frames,
 * link) and of the house knows no version.
 */
export interface StationProtocol {
  /** The WebSocket subprotocol that names it (`ocpp1.6`). */
  readonly subprotocol: string;
  /** Tolerant about messages that money hangs on, strict about all others. */
  foldCall(action: string, payload: JsonObject): FoldedCall;
  unfoldAnswer(action: string, answer: StationAnswer): JsonObject;
  unfoldCommand(command: StationCommand): { action: string; payload: JsonObject };
  /** Never throws: a result that breaks its schema is a `failed` answer. */
  foldResult(command: StationCommand, payload: unknown): StationCommandAnswer;
  spellFault(fault: CallFault): string;
}
