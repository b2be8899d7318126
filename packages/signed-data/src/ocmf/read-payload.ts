import type { SignedValue } from '@peregrine/domain';
import { markerOf } from '../marker.ts';
import { readValue, toKwh } from '../read-energy.ts';
import { readTime } from '../read-time.ts';
import type { Note, RecordContent, Refusal } from '../signed-record.ts';
import { refuse } from '../signed-record.ts';
import type { SignedReading } from '../verification.ts';
import { type ExactObject, isList, isObject, parseExact, textOf } from './parse-exact.ts';

/** More readings than a meter takes in a charge: what exceeds it is not read. */
const MAX_READINGS = 2_000;

/** Levels of identification that speak against it (OCMF, table 11). */
const DOUBTED = /^(MISMATCH|INVALID|OUTDATED|UNKNOWN)$/i;

/** Reads what an OCMF payload says. A reading takes over from the one before what it leaves out. */
export function readPayload(
  payload: string,
  nature: SignedValue['nature'],
  valueIndex: number,
): RecordContent | Refusal {
  const root = parseExact(payload);
  if (!root) return refuse('record-unreadable', 'The OCMF payload is no JSON object.');
  const listed = Object.hasOwn(root, 'RD') ? root.RD : undefined;
  const objects = isList(listed) ? listed.filter(isObject).slice(0, MAX_READINGS) : [];
  if (objects.length === 0) return refuse('record-unreadable', 'The OCMF record has no readings.');

  const notes: Note[] = [];
  const readings: SignedReading[] = [];
  let before: ExactObject = {};
  for (const object of objects) {
    const whole = { ...before, ...object };
    readings.push(readReading(whole, valueIndex, nature, notes));
    before = takenOver(whole);
  }
  noteIdentification(root, notes);
  return { ...readIdentity(root), readings, notes };
}

const TAKEN_OVER = ['TM', 'TX', 'RI', 'RU', 'RT', 'EF', 'ST'] as const;

function takenOver(reading: ExactObject): ExactObject {
  return Object.fromEntries(
    TAKEN_OVER.flatMap((key) => {
      const value = reading[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function readReading(
  object: ExactObject,
  valueIndex: number,
  nature: string,
  notes: Note[],
): SignedReading {
  const time = textOf(object, 'TM');
  const text = textOf(object, 'RV');
  const unit = textOf(object, 'RU');
  const value = text === undefined ? undefined : readValue(text);
  if (text !== undefined && value === undefined) {
    notes.push({ code: 'reading-unreadable', text: 'A reading is no decimal number.' });
  }
  const kwh = value !== undefined && unit !== undefined ? toKwh(value, unit) : undefined;
  const marker = textOf(object, 'TX')?.toUpperCase() || markerOf(nature);
  const obis = textOf(object, 'RI');
  const status = textOf(object, 'ST');
  const errorFlags = textOf(object, 'EF');
  return {
    valueIndex,
    ...(time !== undefined && readTime(time)),
    ...(marker && { marker }),
    ...(value !== undefined && { value }),
    ...(unit && { unit }),
    ...(kwh !== undefined && { energyKwh: kwh }),
    ...(obis && { obis }),
    ...(status && { status }),
    ...(errorFlags && { errorFlags }),
  };
}

function readIdentity(root: ExactObject): Omit<RecordContent, 'readings' | 'notes'> {
  const meter = textOf(root, 'MS');
  const gateway = textOf(root, 'GS');
  const place = textOf(root, 'CI');
  const identification = textOf(root, 'ID');
  const type = textOf(root, 'IT');
  const page = /^[A-Z](\d{1,20})$/i.exec(textOf(root, 'PG') ?? '')?.[1];
  const meterSerial = meter || gateway;
  return {
    serials: [meter, gateway].filter((serial): serial is string => Boolean(serial)),
    ...(place && { evseId: place }),
    ...(meterSerial && { meterSerial }),
    ...(identification && { identification }),
    ...(type && { identificationType: type }),
    ...(page !== undefined && { page: BigInt(page) }),
  };
}

function noteIdentification(root: ExactObject, notes: Note[]): void {
  if (!textOf(root, 'ID')) return;
  const level = textOf(root, 'IL') ?? '';
  if (root.IS !== false && !DOUBTED.test(level)) return;
  const text = `The station did not verify who charged${level && ` (${level})`}.`;
  notes.push({ code: 'identification-not-verified', text });
}
