import { parseJson } from '../read/parse-json.ts';
import type { HttpAnswer } from './call.ts';

/** The partner answered, but not with what was asked; `ocpiStatus` where there was an envelope. */
export class PartnerRefusal extends Error {
  readonly httpStatus: number;
  readonly ocpiStatus: number | undefined;

  constructor(message: string, httpStatus: number, ocpiStatus?: number) {
    super(message);
    this.name = 'PartnerRefusal';
    this.httpStatus = httpStatus;
    this.ocpiStatus = ocpiStatus;
  }
}

/** OCPI's response format: `data`, and a status of 1xxx when it went well. */
export type Envelope = {
  readonly data: unknown;
  readonly statusCode: number;
  readonly statusMessage: string | undefined;
};

/** Reads the envelope of an answer whatever its HTTP status; undefined when it holds none. */
export function envelopeOf(answer: HttpAnswer): Envelope | undefined {
  const parsed = parseBody(answer.body);
  if (typeof parsed !== 'object' || parsed === null || !('status_code' in parsed)) return undefined;
  const statusCode = Number(parsed.status_code);
  if (!Number.isInteger(statusCode)) return undefined;
  const message = 'status_message' in parsed ? parsed.status_message : undefined;
  return {
    data: 'data' in parsed ? parsed.data : undefined,
    statusCode,
    statusMessage: typeof message === 'string' ? message.slice(0, 300) : undefined,
  };
}

/** The data of a success; throws `PartnerRefusal` on anything else. */
export function dataOf(answer: HttpAnswer): unknown {
  const envelope = envelopeOf(answer);
  const http = `HTTP ${answer.status}`;
  if (!envelope) throw new PartnerRefusal(`${http} without an OCPI envelope`, answer.status);
  const { statusCode, statusMessage } = envelope;
  const fine =
    answer.status >= 200 && answer.status < 300 && statusCode >= 1000 && statusCode < 2000;
  if (fine) return envelope.data;
  const said = statusMessage ? `: ${statusMessage}` : '';
  throw new PartnerRefusal(`${http}, OCPI ${statusCode}${said}`, answer.status, statusCode);
}

function parseBody(body: string): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
