import { SELLER_SETTINGS, TEST_SELLER } from '@peregrine/testkit';
import { expect, test } from 'vitest';
import { readSeller } from './read-seller.ts';

test('the seller is read as documents and partners name it', () => {
  expect(readSeller(SELLER_SETTINGS)).toEqual(TEST_SELLER);
});

test.each(Object.keys(SELLER_SETTINGS))(
  'no seller without %s: nothing stands in for it',
  (name) => {
    expect(() => readSeller({ ...SELLER_SETTINGS, [name]: undefined })).toThrow(
      `${name} is missing`,
    );
  },
);

test('a party that is none is named', () => {
  const wrong = { ...SELLER_SETTINGS, EMSP_PARTY: 'PEREGRINE' };
  expect(() => readSeller(wrong)).toThrow('EMSP_PARTY must be written like NL-PER');
});
