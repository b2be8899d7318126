/**
 * What was answered to the last CALLs of one connection. A station that repeats a CALL under the
 * same id gets the same answer, also while the first is still being processed.
 */
export class ReplayMemory {
  readonly #size: number;
  readonly #answers = new Map<string, { fingerprint: string; answer: Promise<string> }>();

  constructor(size = 32) {
    this.#size = size;
  }

  /** The same id with another payload is another CALL: stations restart their counters. */
  find(messageId: string, fingerprint: string): Promise<string> | undefined {
    const known = this.#answers.get(messageId);
    return known?.fingerprint === fingerprint ? known.answer : undefined;
  }

  keep(messageId: string, fingerprint: string, answer: Promise<string>): void {
    this.#answers.delete(messageId);
    this.#answers.set(messageId, { fingerprint, answer });
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > this.#size && !oldest.done) this.#answers.delete(oldest.value);
  }

  /** After a failure of ours the repetition is processed anew. */
  forget(messageId: string): void {
    this.#answers.delete(messageId);
  }
}
