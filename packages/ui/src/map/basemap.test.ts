import { expect, test } from 'vitest';
import { countryName } from './basemap.ts';

test.each([
  ['528', 'Netherlands', 'de', 'Niederlande'],
  ['528', 'Netherlands', 'en-GB', 'Netherlands'],
  [undefined, 'N. Cyprus', 'de', 'N. Cyprus'],
])('the country %s (%s) has its name in the language %s', (id, name, language, shown) => {
  expect(countryName({ id, properties: { name } }, language)).toBe(shown);
});
