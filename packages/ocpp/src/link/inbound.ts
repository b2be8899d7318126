import type { ReceivedStationEvent, StationAnswer } from '@peregrine/domain';
import { errorFrame, type Frame, resultFrame } from '../frames.ts';
import type { StationProtocol } from '../protocol.ts';
import { ReplayMemory } from './replay-memory.ts';

type Call = Extract<Frame, { kind: 'call' }>;

export type InboundOptions = {
  readonly protocol: StationProtocol;
  readonly write: (frame: string) => void;
  /** Answers when the event is committed; a throw becomes a CALLERROR and the station repeats. */
  readonly onEvent: (received: ReceivedStationEvent) => Promise<StationAnswer>;
  readonly onProblem: (problem: LinkProblem) => void;
};

/** What went wrong on a link, for the log: whose fault, and the cause. */
export type LinkProblem = {
  readonly kind: 'bad-frame' | 'refused-call' | 'failed-event';
  readonly reason: string;
  readonly cause?: unknown;
};

/** A station's CALLs, processed one after the other in the order they came. */
export class Inbound {
  readonly #options: InboundOptions;
  readonly #memory = new ReplayMemory();
  #last: Promise<unknown> = Promise.resolve();
  /** CALLs not yet answered. */
  waiting = 0;
  badInARow = 0;

  constructor(options: InboundOptions) {
    this.#options = options;
  }

  /** Resolves when everything taken so far was answered. */
  idle(): Promise<unknown> {
    return this.#last;
  }

  takeBad(frame: Extract<Frame, { kind: 'bad' }>): void {
    const { protocol, write } = this.#options;
    this.#noteBad('bad-frame', frame.reason);
    if (frame.messageId === undefined) return;
    write(errorFrame(frame.messageId, protocol.spellFault(frame.fault), frame.reason));
  }

  takeCall(call: Call): void {
    const fingerprint = JSON.stringify([call.action, call.payload]);
    const repeated = this.#memory.find(call.messageId, fingerprint);
    const answer = repeated ?? this.#last.then(() => this.#process(call));
    if (!repeated) this.#memory.keep(call.messageId, fingerprint, answer);
    this.waiting += 1;
    this.#last = Promise.all([answer, this.#last]).then(([frame]) => {
      this.waiting -= 1;
      this.#options.write(frame);
    });
  }

  /** Never rejects: whatever happens, the station gets an answer. */
  async #process(call: Call): Promise<string> {
    const { protocol, onEvent, onProblem } = this.#options;
    const folded = protocol.foldCall(call.action, call.payload);
    if (folded.kind === 'refused') {
      this.#noteBad('refused-call', `${call.action}: ${folded.reason}`);
      return errorFrame(call.messageId, protocol.spellFault(folded.fault), folded.reason);
    }
    this.badInARow = 0;
    try {
      const answer = await onEvent({ event: folded.event, findings: folded.findings });
      return resultFrame(call.messageId, protocol.unfoldAnswer(call.action, answer));
    } catch (cause) {
      this.#memory.forget(call.messageId);
      onProblem({ kind: 'failed-event', reason: call.action, cause });
      return errorFrame(call.messageId, protocol.spellFault('internal'), 'try again later');
    }
  }

  #noteBad(kind: LinkProblem['kind'], reason: string): void {
    this.badInARow += 1;
    this.#options.onProblem({ kind, reason });
  }
}
