import { expect, test } from 'vitest';
import { countryName } from './label-countries.ts';

test.each([
  ['528', 'de', 'Niederlande'],
  ['528', 'fr', 'Pays-Bas'],
  // English names are the file's own; a place without a number keeps it in every language.
  ['528', 'en', undefined],
  [undefined, 'de', undefined],
])('the country %s is translated into %s', (id, language, name) => {
  expect(countryName(id, language)).toBe(name);
});
