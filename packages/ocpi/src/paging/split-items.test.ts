import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextLink } from './next-link.ts';
import { splitItems } from './split-items.ts';

test('each item keeps its own bytes, whatever stands around it', () => {
  const body =
    '{ "note": "data\\": [", "x": {"data": [0]}, "data" : [ {"id": "1" , "price": 0.450} ,\n{"a":["]",{}]}] , "status_code": 1000 }';
  expect(splitItems(body)).toEqual(['{"id": "1" , "price": 0.450}', '{"a":["]",{}]}']);
});

test('any list of any JSON values splits into texts that parse to those values', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 0, max: 3 }), (list, indent) => {
      const texts = splitItems(JSON.stringify({ status_code: 1000, data: list }, null, indent));
      expect(texts?.map((text) => JSON.stringify(JSON.parse(text)))).toEqual(
        list.map((item) => JSON.stringify(item)),
      );
    }),
  );
});

test('without a data list there is nothing to split', () => {
  expect(splitItems('{"data":null,"status_code":1000}')).toBeUndefined();
  expect(splitItems('{"data":[],"status_code":1000}')).toEqual([]);
});

test('the next link is found among others, relative to its page', () => {
  const page = 'https://cpo.example/ocpi/cdrs?offset=0';
  const header = '<https://cpo.example/first>; rel="first", </ocpi/cdrs?offset=2&a=b,c>; rel=next';
  expect(nextLink(header, page)).toBe('https://cpo.example/ocpi/cdrs?offset=2&a=b,c');
  expect(nextLink('<https://cpo.example/first>; rel="first"', page)).toBeUndefined();
  expect(nextLink(undefined, page)).toBeUndefined();
});
