import { createPublicKey, ECDH, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeMeter } from '../sign-records.fixture.ts';
import { checkSignature } from './check-signature.ts';
import { CURVES, readAlgorithm } from './curves.ts';
import { readPublicKey } from './read-public-key.ts';

const message = Buffer.from('what the meter signed');

describe.each(CURVES)('a key on $name', ({ name, also }) => {
  const meter = makeMeter(name);
  const der = Buffer.from(meter.publicKey, 'hex');
  const compressed = ECDH.convertKey(meter.point, name, 'hex', 'hex', 'compressed').toString();

  test.each([
    ['SPKI in hex', meter.publicKey],
    ['SPKI in lower-case hex with blanks', meter.publicKey.toLowerCase().replace(/../g, '$& ')],
    ['SPKI in hex with colons', meter.publicKey.replace(/..(?=.)/g, '$&:')],
    ['SPKI in base64', der.toString('base64')],
    ['SPKI in URL-safe base64', der.toString('base64url')],
    ['SPKI in hex in base64', Buffer.from(meter.publicKey).toString('base64')],
    ['PEM', meter.pem],
    ['PEM in base64', Buffer.from(meter.pem).toString('base64')],
    ['its point', meter.point],
    ['its point compressed', compressed],
    ['its coordinates', meter.point.slice(2)],
  ])('is read as %s', (_, text) => {
    const found = readPublicKey(text, name);
    const same = createPublicKey({ key: der, format: 'der', type: 'spki' });
    expect(found?.curve).toBe(name);
    expect(found?.key.equals(same)).toBe(true);
  });

  test.each(['sha256', 'sha384', 'sha512'] as const)('verifies %s in both forms', (hash) => {
    const key = readPublicKey(meter.publicKey);
    if (!key) throw new Error('the key is read');
    for (const form of ['der', 'raw'] as const) {
      const dsaEncoding = form === 'der' ? 'der' : 'ieee-p1363';
      const bytes = sign(hash, message, { key: meter.privateKey, dsaEncoding });
      const signature = { bytes, form, algorithm: { curve: name, hash } };
      expect(checkSignature(message, signature, key)).toBe('verified');
      expect(checkSignature(message.subarray(1), signature, key)).toBe('mismatch');
    }
  });

  test('its names are those of OCMF, in any case', () => {
    for (const text of [name, ...also, name.toUpperCase()]) {
      expect(readAlgorithm(`ECDSA-${text}-SHA512`)).toEqual({ curve: name, hash: 'sha512' });
    }
  });
});

test.each([
  ['nothing', ''],
  ['no bytes', 'no key at all'],
  ['bytes that are no key', '00'.repeat(91)],
  ['a point that is not on its curve', `04${'11'.repeat(64)}`],
  ['an RSA or other key', '302A300506032B6570032100'.padEnd(88, '1')],
  ['a novel', 'ab'.repeat(100_000)],
])('%s is no key', (_, text) => {
  expect(readPublicKey(text)).toBeUndefined();
});

test('a signature of two bare numbers where DER is due is another form, not a false one', () => {
  const meter = makeMeter();
  const key = readPublicKey(meter.publicKey);
  if (!key) throw new Error('the key is read');
  const options = { key: meter.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const bytes = sign('sha256', message, options);
  const signature = { bytes, form: 'der', algorithm: { hash: 'sha256' } } as const;
  expect(checkSignature(message, signature, key)).toBe('form');
  const short = { ...signature, bytes: bytes.subarray(1) };
  expect(checkSignature(message, short, key)).toBe('mismatch');
});
