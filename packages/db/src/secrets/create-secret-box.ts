import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals and opens secrets at rest; the services' `SecretBox` has this shape. */
export type SealedBox = { seal(text: string): string; open(sealed: string): string };

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 'v1';

/**
 * AES-256-GCM with a fresh nonce a secret: `v1.<base64 of nonce, tag, ciphertext>`. `key`: 32 bytes
 * as hex or Base64 (SECRETS_KEY). `open` throws when the text was altered or sealed by another key.
 */
export function createSecretBox(key: string): SealedBox {
  const bytes = keyBytes(key);
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${FORMAT}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`;
    },
    open(sealed) {
      const [format, encoded = ''] = sealed.split('.');
      if (format !== FORMAT) throw new Error('a sealed secret of an unknown format');
      const all = Buffer.from(encoded, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', bytes, all.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = all.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

function keyBytes(key: string): Buffer {
  const text = key.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES) throw new Error('SECRETS_KEY must be 32 bytes, hex or Base64');
  return bytes;
}
