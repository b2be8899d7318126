import type { PriceComponent, Tariff, TariffElement } from '@peregrine/domain';
import { needElements, readBareComponent, readElement } from '../read/element.ts';
import type { ReadResult } from '../read/read-object.ts';
import { type FoldOptions, put, type Reading, readSent, type Sent } from '../read/reading.ts';
import { remembering } from '../read/remember.ts';
import { RESTRICTIONS_OF_211, restrictionsReader } from '../read/restrictions.ts';
import { readTariffHead, readTariffTail } from '../read/tariff.ts';
import {
  GIREVE_DIMENSIONS,
  observeExtension,
  readGireveComponent,
  readGireveRestriction,
  unreadExtensions,
} from './gireve.ts';

/**
 * OCPI 2.1.1 Tariff -> domain: prices without VAT and no word about its rate, the first element that
 * matches decides for all dimensions. The party stands in the URL and comes with the options.
 */
export function foldTariff(input: unknown, options: FoldOptions = {}): ReadResult<Tariff> {
  return readSent(input, options, readTariff);
}

/** A tariff alone or inside a CDR (OCPI 2.1.1 mod_tariffs, Tariff). */
export const readTariff = remembering(readNewTariff);

function readNewTariff(reading: Reading, sent: Sent): Tariff {
  const gireve = reading.options.dialect === 'gireve';
  const tariff: Tariff = {
    ...readTariffHead(reading, sent, 'unnamed'),
    elementChoice: 'whole-element',
    taxIncluded: 'no',
    elements: needElements(reading, sent, gireve ? readGireveElement : readPlainElement),
  };
  const extensions = LATER.filter((name) => sent[name] != null);
  if (gireve) put(tariff, 'restrictions', readGireveRestriction(reading, sent));
  else extensions.push(...OF_GIREVE.filter((name) => sent[name] != null));
  for (const name of extensions) observeExtension(reading, name);
  doubt(tariff, extensions);
  readTariffTail(reading, sent, tariff);
  return tariff;
}

/** Fields that change a price, and are not of 2.1.1: what the sender means by them is unknown. */
const LATER = ['min_price', 'max_price', 'tax_included'];
const OF_GIREVE = ['restriction', 'restrictions'];
const DIMENSIONS = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;

/** Keeps names of what would change the price under those restrictions of which nobody can tell. */
function doubt(part: Tariff | TariffElement, extensions: readonly string[]): void {
  if (extensions.length === 0) return;
  const unknown = [...(part.restrictions?.unknown ?? []), ...extensions];
  put(part, 'restrictions', { ...part.restrictions, unknown });
}

const restrictions = restrictionsReader(RESTRICTIONS_OF_211);
const PLAIN = { component: readComponent, restrictions };
const GIREVE = { component: readGireveComponentHere, restrictions };

function readPlainElement(reading: Reading, sent: Sent): TariffElement {
  const element = readElement(reading, sent, PLAIN);
  doubt(element, unreadExtensions(reading, sent));
  return element;
}

function readGireveElement(reading: Reading, sent: Sent): TariffElement {
  return readElement(reading, sent, GIREVE);
}

/** PriceComponent (OCPI 2.1.1 mod_tariffs): before tax, whose rate is not said. */
function readComponent(reading: Reading, sent: Sent): PriceComponent {
  return { ...readBareComponent(reading, sent, DIMENSIONS), tax: { kind: 'unknown' } };
}

function readGireveComponentHere(reading: Reading, sent: Sent): PriceComponent {
  const component = readBareComponent(reading, sent, GIREVE_DIMENSIONS);
  return readGireveComponent(reading, sent, { ...component, tax: { kind: 'unknown' } });
}
