import { expect, test } from 'vitest';
import { readJson } from './read-json.ts';

test('a number keeps every digit that was written', () => {
  expect(readJson('{"volume":0.1,"id":12}')).toEqual({ volume: 0.1, id: 12 });
  expect(readJson('{"volume":12.000000000000000000001}')).toEqual({
    volume: '12.000000000000000000001',
  });
});

test('what is no JSON, or nests too deep, is an error with a code', () => {
  expect(() => readJson('{"a":')).toThrow(expect.objectContaining({ code: 'invalid-json' }));
  expect(() => readJson('')).toThrow(expect.objectContaining({ code: 'invalid-json' }));
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(() => readJson(deep)).toThrow(expect.objectContaining({ code: 'too-deep' }));
});
