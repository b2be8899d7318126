/** The closed list of refusals; each edge maps them once (tRPC code, HTTP and OCPI status). */
export const REFUSAL_CODES = [
  'not-found',
  'not-signed-in',
  'not-allowed',
  'invalid-input',
  'conflict',
  'price-unknown',
  'no-card',
  'unpaid-invoice',
  'evse-unavailable',
  'remote-start-unsupported',
  'quote-expired',
  'unknown-token',
  'partner-unknown',
  'foreign-party',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * A refusal: something the caller may not or cannot do now. `publicText` may be shown to anyone;
 * `cause` stays in the logs. `field` names the input that was wrong.
 */
export class ServiceError extends Error {
  readonly code: RefusalCode;
  readonly publicText: string;
  readonly field: string | undefined;

  constructor(
    code: RefusalCode,
    publicText: string,
    options?: { cause?: unknown; field?: string },
  ) {
    super(publicText, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.publicText = publicText;
    this.field = options?.field;
  }
}
