import { expect, test } from 'vitest';
import { maskedStack, maskPersonal } from './mask-personal.ts';

test.each([
  ['no mail to <ada@example.org>', 'no mail to <<e-mail>>'],
  ['Key (email)=(ada.l+x@mail.example.org) exists', 'Key <e-mail>) exists'],
  ['contract NL-PER-C12345678-X', 'contract <contract>'],
  ['contract NLPERC12345678X', 'contract <contract>'],
  ['uid 04A1B2C3D4E5F6', 'uid <token>'],
  ['uid 04a1b2c3d4e5f6 of a reader', 'uid <token> of a reader'],
  ['app MFRGGZDFMZTWQ2LKNNWG', 'app <token>'],
  ['card 4242424242424242', 'card <token>'],
])('%s is masked', (text, masked) => {
  expect(maskPersonal(text)).toBe(masked);
});

test.each([
  'charge 0190f5d2-9c1b-7c3e-8a4f-0123456789ab is locked',
  'at read (file:///srv/node_modules/@peregrine/db/src/read.ts:12:3)',
  'connect ECONNREFUSED 127.0.0.1:54320',
])('%s stays readable', (text) => {
  expect(maskPersonal(text)).toBe(text);
});

test('a thrown error is told by its stack, its message masked', () => {
  const told = maskedStack(new TypeError('no user ada@example.org'));
  expect(told).toMatch(/^TypeError: no user <e-mail>\n +at .*mask-personal\.test\.ts:\d+:\d+/);
  expect(maskedStack('ada@example.org')).toBe('<e-mail>');
});
