/**
 * Why one line cannot be answered; the next goes on. `pointer` is a JSON pointer (RFC 6901) into the
 * line as it was given, empty for the whole of it.
 */
export class LineError extends Error {
  readonly code: string;
  readonly pointer: string;

  constructor(code: string, message: string, pointer = '') {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}

/** What stands in the place of an answer. */
export type Refusal = {
  readonly error: { readonly code: string; readonly message: string; readonly pointer: string };
};

export function refusalOf({ code, message, pointer }: LineError): Refusal {
  return { error: { code, message, pointer } };
}
