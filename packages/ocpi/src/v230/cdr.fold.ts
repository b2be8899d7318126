import type { Cdr } from '@peregrine/domain';
import { readCdr } from '../read/cdr.ts';
import { readTaxedPrice } from '../read/price.ts';
import type { ReadResult } from '../read/read-object.ts';
import { type FoldOptions, type Reading, readSent, type Sent } from '../read/reading.ts';
import { readTariff } from './tariff.fold.ts';

/** OCPI 2.3.0 CDR -> domain (mod_cdrs, CDR): each amount with its taxes. */
export function foldCdr(input: unknown, options: FoldOptions = {}): ReadResult<Cdr> {
  return readSent(input, options, readOneCdr);
}

const RULES = { price: readTaxedPrice, tariff: readTariff };

function readOneCdr(reading: Reading, sent: Sent): Cdr {
  return readCdr(reading, sent, RULES);
}
