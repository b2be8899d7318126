import type { Cdr } from '@peregrine/domain';
import { readCdr } from '../read/cdr.ts';
import { readVatPrice } from '../read/price.ts';
import type { ReadResult } from '../read/read-object.ts';
import { type FoldOptions, type Reading, readSent, type Sent } from '../read/reading.ts';
import { readTariff } from './tariff.fold.ts';

/** OCPI 2.2.1 CDR -> domain (mod_cdrs, CDR). */
export function foldCdr(input: unknown, options: FoldOptions = {}): ReadResult<Cdr> {
  return readSent(input, options, readOneCdr);
}

const RULES = { price: readVatPrice, tariff: readTariff };

function readOneCdr(reading: Reading, sent: Sent): Cdr {
  return readCdr(reading, sent, RULES);
}
