import type { StationCommand, StationCommandAnswer } from '@peregrine/domain';
import { callFrame } from '../frames.ts';
import type { StationProtocol } from '../protocol.ts';

type InFlight = {
  readonly messageId: string;
  readonly command: StationCommand;
  settle(answer: StationCommandAnswer): void;
};

/**
 * Our CALLs to one station: one in flight, the rest wait (OCPP-J 1.6, 4.1.1). A CALL is written
 * once and never again: without an answer in time it is `unanswered`.
 */
export class CallQueue {
  readonly #protocol: StationProtocol;
  readonly #write: (frame: string) => void;
  readonly #newMessageId: () => string;
  readonly #timeoutMs: number;
  #inFlight: InFlight | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** Unanswered in a row: a station that ignores CALLs is made to reconnect. */
  unansweredInARow = 0;

  constructor(options: {
    readonly protocol: StationProtocol;
    readonly write: (frame: string) => void;
    readonly newMessageId: () => string;
    readonly timeoutMs: number;
  }) {
    this.#protocol = options.protocol;
    this.#write = options.write;
    this.#newMessageId = options.newMessageId;
    this.#timeoutMs = options.timeoutMs;
  }

  send(command: StationCommand): Promise<StationCommandAnswer> {
    const answer = this.#last.then(() => this.#call(command));
    this.#last = answer;
    return answer;
  }

  /** A CALLRESULT; one that nobody waits for (late, unknown) is dropped. */
  takeResult(messageId: string, payload: unknown): void {
    const call = this.#inFlight;
    if (call?.messageId !== messageId) return;
    call.settle(this.#protocol.foldResult(call.command, payload));
  }

  takeError(messageId: string, code: string, text: string): void {
    const call = this.#inFlight;
    if (call?.messageId !== messageId) return;
    call.settle({ outcome: 'failed', text: [code, text].filter(Boolean).join(': ') });
  }

  close(): void {
    this.#closed = true;
    this.#inFlight?.settle({ outcome: 'unanswered', text: 'the connection was lost' });
  }

  #call(command: StationCommand): Promise<StationCommandAnswer> {
    if (this.#closed) {
      return Promise.resolve({ outcome: 'unanswered', text: 'the connection was lost' });
    }
    const { action, payload } = this.#protocol.unfoldCommand(command);
    const messageId = this.#newMessageId();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.unansweredInARow += 1;
        settle({ outcome: 'unanswered', text: 'no answer in time' });
      }, this.#timeoutMs);
      const settle = (answer: StationCommandAnswer) => {
        clearTimeout(timer);
        this.#inFlight = undefined;
        if (answer.outcome !== 'unanswered') this.unansweredInARow = 0;
        resolve(answer);
      };
      this.#inFlight = { messageId, command, settle };
      this.#write(callFrame(messageId, action, payload));
    });
  }
}
