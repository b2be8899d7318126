import { randomUUID } from 'node:crypto';

/** An OCPI authorization_reference of ours: 32 characters (CiString(36)). */
export function newReference(): string {
  return randomUUID().replaceAll('-', '');
}
