import type { Clock } from '@peregrine/domain';
import type { VersionWire } from '@peregrine/ocpi/fold';
import type { AuthenticatedPartner, Context } from '@peregrine/services';

/** OCPI 2.2.1 status_codes, those that we answer with. */
export const STATUS = {
  success: 1000,
  clientError: 2000,
  invalid: 2001,
  unknownToken: 2004,
  serverError: 3000,
  unusableApi: 3001,
  unsupportedVersion: 3002,
} as const;

/** An answer before it is put into the response format. */
export type Answer = {
  /** 200 when absent. */
  readonly http?: number;
  /** 1000 when absent. */
  readonly status?: number;
  readonly message?: string;
  readonly data?: unknown;
  /** `data` as JSON text, sent as it is. */
  readonly dataText?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request that passed the gate: who calls, with which words. */
export type Call = {
  readonly ctx: Context;
  readonly partner: AuthenticatedPartner;
  /** The credentials token as the partner sent it. */
  readonly token: string;
  readonly wire: VersionWire;
  readonly parameters: Readonly<Record<string, string>>;
  readonly url: URL;
  /** The body as text; empty when there is none. */
  readonly body: string;
};
export type Handler = (call: Call) => Promise<Answer>;

/** The response format of OCPI: `data`, `status_code`, `status_message`, `timestamp`. */
export function envelope(answer: Answer, clock: Clock): string {
  const rest = JSON.stringify({
    status_code: answer.status ?? STATUS.success,
    status_message: answer.message ?? 'Success',
    timestamp: clock.now().toISOString(),
  });
  const data = answer.dataText ?? JSON.stringify(answer.data);
  return data === undefined ? rest : `{"data":${data},${rest.slice(1)}`;
}
