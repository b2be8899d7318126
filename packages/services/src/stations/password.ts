import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const KEY_LENGTH = 32;

/** `scrypt:<salt>:<key>`, both base64url. */
export async function hashStationPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(Buffer.from(password), salt);
  return `scrypt:${salt.toString('base64url')}:${key.toString('base64url')}`;
}

/**
 * Constant time. Stations send the key raw or as hexadecimal digits of it (OCPP 1.6 security
 * whitepaper, AuthorizationKey): both are tried.
 */
export async function matchesStationPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, saltText = '', keyText = ''] = hash.split(':');
  if (scheme !== 'scrypt') return false;
  const salt = Buffer.from(saltText, 'base64url');
  const key = Buffer.from(keyText, 'base64url');
  for (const candidate of candidatesOf(password)) {
    const derived = await derive(candidate, salt);
    if (derived.length === key.length && timingSafeEqual(derived, key)) return true;
  }
  return false;
}

function candidatesOf(password: string): Buffer[] {
  const raw = Buffer.from(password);
  const isHex = password.length >= 32 && /^([0-9a-f]{2})+$/i.test(password);
  return isHex ? [raw, Buffer.from(password, 'hex')] : [raw];
}

function derive(password: Buffer, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_LENGTH, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
