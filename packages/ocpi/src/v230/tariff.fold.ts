import type { PriceComponent, Tariff, Tax } from '@peregrine/domain';
import { needElements, readBareComponent, readElement } from '../read/element.ts';
import { type Leaf, number, takeOrRefuse } from '../read/leaves.ts';
import { takeLimit } from '../read/price.ts';
import type { ReadResult } from '../read/read-object.ts';
import {
  type FoldOptions,
  observe,
  put,
  type Reading,
  readSent,
  type Sent,
} from '../read/reading.ts';
import { remembering } from '../read/remember.ts';
import { RESTRICTIONS, restrictionsReader } from '../read/restrictions.ts';
import { readTariffHead, readTariffTail } from '../read/tariff.ts';

/** OCPI 2.3.0 Tariff -> domain: whether its prices are before or after tax is data. */
export function foldTariff(input: unknown, options: FoldOptions = {}): ReadResult<Tariff> {
  return readSent(input, options, readTariff);
}

/** A tariff alone or inside a CDR (OCPI 2.3.0 mod_tariffs, Tariff). */
export const readTariff = remembering(readNewTariff);

function readNewTariff(reading: Reading, sent: Sent): Tariff {
  const taxIncluded = readTaxIncluded(reading, sent);
  const readOneElement = taxIncluded === 'not-applicable' ? readUntaxedElement : readTaxedElement;
  const tariff: Tariff = {
    ...readTariffHead(reading, sent, 'named'),
    elementChoice: 'per-dimension',
    taxIncluded,
    elements: needElements(reading, sent, readOneElement),
  };
  put(tariff, 'minPrice', takeLimit(reading, sent.min_price, 'min_price', LIMIT));
  put(tariff, 'maxPrice', takeLimit(reading, sent.max_price, 'max_price', LIMIT));
  readTariffTail(reading, sent, tariff);
  return tariff;
}

/**
 * OCPI 2.3.0 mod_tariffs, TaxIncluded. It is required, yet the specification's own CDR leaves it
 * out, with prices before tax as in every earlier version.
 */
function readTaxIncluded(reading: Reading, sent: Sent): Tariff['taxIncluded'] {
  const said = takeOrRefuse(reading, sent.tax_included, 'tax_included', taxIncluded);
  if (said === undefined) observe(reading, 'tax-included', 'tax_included', 'missing; taken as NO');
  return said ?? 'no';
}

const WORDS: ReadonlyMap<unknown, Tariff['taxIncluded']> = new Map([
  ['YES', 'yes'],
  ['NO', 'no'],
  ['N/A', 'not-applicable'],
]);
const taxIncluded: Leaf<Tariff['taxIncluded']> = {
  expected: 'expected YES, NO or N/A',
  blank: 'no',
  read: (value) => WORDS.get(typeof value === 'string' ? value.toUpperCase() : undefined),
};

const LIMIT = ['before_taxes', 'after_taxes'] as const;
const DIMENSIONS = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;
const UNKNOWN: Tax = { kind: 'unknown' };
const NONE: Tax = { kind: 'none' };

const restrictions = restrictionsReader(RESTRICTIONS);
const TAXED = { component: readTaxedComponent, restrictions };
const UNTAXED = { component: readUntaxedComponent, restrictions };

function readTaxedElement(reading: Reading, sent: Sent) {
  return readElement(reading, sent, TAXED);
}

function readUntaxedElement(reading: Reading, sent: Sent) {
  return readElement(reading, sent, UNTAXED);
}

/** PriceComponent: an absent `vat` is a rate nobody knows beforehand, as in North America. */
function readTaxedComponent(reading: Reading, sent: Sent): PriceComponent {
  return readComponent(reading, sent, UNKNOWN);
}

function readUntaxedComponent(reading: Reading, sent: Sent): PriceComponent {
  const component = readComponent(reading, sent, NONE);
  const { tax } = component;
  if (tax.kind !== 'rate' || tax.percent === '0') return component;
  observe(reading, 'tax-contradiction', 'vat', 'a rate, though no taxes are applicable');
  return { ...component, tax: UNKNOWN };
}

function readComponent(reading: Reading, sent: Sent, without: Tax): PriceComponent {
  const { dimension, price, stepSize } = readBareComponent(reading, sent, DIMENSIONS);
  const percent = takeOrRefuse(reading, sent.vat, 'vat', number);
  const tax: Tax = percent === undefined ? without : { kind: 'rate', percent };
  return { dimension, price, tax, stepSize };
}
