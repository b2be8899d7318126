import type { Context } from 'hono';

/** The envelope of OCPI (transport_and_format, Response format). */
export function answer(c: Context, data?: unknown): Response {
  return c.json(envelope(1000, 'Success', data));
}

/** A refusal: an OCPI status, on HTTP 200 unless the transport itself refuses. */
export function refuse(
  c: Context,
  statusCode: number,
  message: string,
  httpStatus: 200 | 400 | 401 | 404 | 405 = 200,
): Response {
  return c.json(envelope(statusCode, message), httpStatus);
}

function envelope(statusCode: number, message: string, data?: unknown) {
  return {
    ...(data !== undefined && { data }),
    status_code: statusCode,
    status_message: message,
    timestamp: new Date().toISOString(),
  };
}
