import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecretBox } from './create-secret-box.ts';

const key = randomBytes(32);

test('what is sealed opens again, with the key as hex or Base64', () => {
  const sealed = createSecretBox(key.toString('hex')).seal('token-ü');
  expect(sealed).not.toContain('token');
  expect(createSecretBox(key.toString('base64')).open(sealed)).toBe('token-ü');
});

test('one text seals to another value each time', () => {
  const box = createSecretBox(key.toString('hex'));
  expect(box.seal('same')).not.toBe(box.seal('same'));
});

test('an altered text and another key are refused', () => {
  const box = createSecretBox(key.toString('hex'));
  const sealed = box.seal('token');
  const altered = `${sealed.slice(0, -4)}${sealed.endsWith('AAA=') ? 'BBB=' : 'AAA='}`;
  expect(() => box.open(altered)).toThrow();
  expect(() => createSecretBox(randomBytes(32).toString('hex')).open(sealed)).toThrow();
  expect(() => createSecretBox('short')).toThrow('SECRETS_KEY');
});
