import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test('a path of ours is come back to, with what it searches for', () => {
  expect(ownPath('/stations/1?plugs=ccs#prices')).toBe('/stations/1?plugs=ccs#prices');
});

test.each([
  undefined,
  '',
  'stations',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
])('%j leads home', (to) => {
  expect(ownPath(to)).toBe('/');
});
