import { expect, test } from 'vitest';
import { normalizeAddress } from './normalize-address.ts';

test('an address has one spelling', () => {
  expect(normalizeAddress(' Driver@Peregrine.Example ')).toBe('driver@peregrine.example');
});

test.each([
  '',
  'driver',
  '<a@b.example>',
  'driver@peregrine.example <evil@b.example>',
  'a@b.example,driver@peregrine.example',
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example\0',
  '"a@b.example"@c.example',
  `${'a'.repeat(250)}@b.example`,
])('what is no plain address signs nobody in: %j', (typed) => {
  expect(() => normalizeAddress(typed)).toThrow();
});
