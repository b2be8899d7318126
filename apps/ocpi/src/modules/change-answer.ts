import { type Answer, STATUS } from '../http/answer.ts';

/**
 * A late change was received and changes nothing: that is a success. One of an object that was
 * never told whole gets HTTP 404, upon which the sender PUTs it (transport_and_format, PATCH).
 */
export function changeAnswer(accepted: 'kept' | 'stale' | 'unknown' | undefined): Answer {
  if (accepted === 'kept') return {};
  if (accepted === 'stale') return { message: 'Older than what is known; nothing changed.' };
  return {
    http: 404,
    status: STATUS.invalid,
    message: 'This object is not known here: please PUT it whole.',
  };
}
