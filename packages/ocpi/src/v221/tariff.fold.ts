import type { PriceComponent, Tariff } from '@peregrine/domain';
import { needElements, readBareComponent, readElement } from '../read/element.ts';
import { number, takeOrRefuse } from '../read/leaves.ts';
import { takeLimit } from '../read/price.ts';
import type { ReadResult } from '../read/read-object.ts';
import { type FoldOptions, put, type Reading, readSent, type Sent } from '../read/reading.ts';
import { remembering } from '../read/remember.ts';
import { RESTRICTIONS, restrictionsReader } from '../read/restrictions.ts';
import { readTariffHead, readTariffTail } from '../read/tariff.ts';

/** OCPI 2.2.1 Tariff -> domain: prices net of tax, one element chosen per dimension. */
export function foldTariff(input: unknown, options: FoldOptions = {}): ReadResult<Tariff> {
  return readSent(input, options, readTariff);
}

/** A tariff alone or inside a CDR (OCPI 2.2.1 mod_tariffs, Tariff). */
export const readTariff = remembering(readNewTariff);

function readNewTariff(reading: Reading, sent: Sent): Tariff {
  const tariff: Tariff = {
    ...readTariffHead(reading, sent, 'named'),
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements: needElements(reading, sent, readOneElement),
  };
  put(tariff, 'minPrice', takeLimit(reading, sent.min_price, 'min_price', LIMIT));
  put(tariff, 'maxPrice', takeLimit(reading, sent.max_price, 'max_price', LIMIT));
  readTariffTail(reading, sent, tariff);
  return tariff;
}

const LIMIT = ['excl_vat', 'incl_vat'] as const;
const DIMENSIONS = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;
const RULES = { component: readComponent, restrictions: restrictionsReader(RESTRICTIONS) };

function readOneElement(reading: Reading, sent: Sent) {
  return readElement(reading, sent, RULES);
}

/** PriceComponent (OCPI 2.2.1 mod_tariffs). An absent `vat` is unknown, not 0. */
function readComponent(reading: Reading, sent: Sent): PriceComponent {
  const { dimension, price, stepSize } = readBareComponent(reading, sent, DIMENSIONS);
  const percent = takeOrRefuse(reading, sent.vat, 'vat', number);
  const tax = percent === undefined ? UNKNOWN : ({ kind: 'rate', percent } as const);
  return { dimension, price, tax, stepSize };
}

const UNKNOWN = { kind: 'unknown' } as const;
