import { expect, test } from 'vitest';
import { authorizationHeader, tokensOfHeader } from './authorization.ts';

test('a token is sent as Base64 of its UTF-8', () => {
  expect(authorizationHeader('example-token')).toBe('Token ZXhhbXBsZS10b2tlbg==');
});

test('what we send is what we read first', () => {
  expect(tokensOfHeader(authorizationHeader('a-token'))[0]).toBe('a-token');
});

test("the specification's own sample, with its line break, is read", () => {
  expect(tokensOfHeader('Token ZXhhbXBsZS10b2tlbgo=')).toContain('example-token');
});

test('a raw token, as older peers send it, is among the readings', () => {
  expect(tokensOfHeader('Token 9e80a9c4-28be-11e9-b210-d663bd873d93')).toContain(
    '9e80a9c4-28be-11e9-b210-d663bd873d93',
  );
});

test.each([undefined, '', 'Bearer abc', 'Token', 'Token a b', `Token ${'a'.repeat(2_000)}`])(
  'the header %s holds no token',
  (header) => {
    expect(tokensOfHeader(header)).toEqual([]);
  },
);
