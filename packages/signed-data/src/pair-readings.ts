import type { SignedFacts } from '@peregrine/domain';
import { isBegin, isEnd } from './marker.ts';
import { rankRegister } from './ocmf/register-rank.ts';
import { energyBetween } from './read-energy.ts';
import type { Note, RecordContent } from './signed-record.ts';
import type { SignedReading } from './verification.ts';

/** What the readings of all records amount to. */
export type Paired = Pick<
  SignedFacts,
  'energyKwh' | 'startedAt' | 'startClock' | 'endedAt' | 'endClock'
> & {
  readonly notes: readonly Note[];
  /** Set where two records cannot both be true. */
  readonly contradiction?: string;
};

type Place = { readonly meter: string; readonly page: bigint | undefined };
type Placed = SignedReading & Place;

/**
 * Finds the begin and the end of the charge among the readings: of one register of one meter, the
 * best that has both. A record may hold both, whatever OCPI calls it (OCMF#8).
 */
export function pairReadings(contents: readonly RecordContent[]): Paired {
  const all = contents.flatMap((content) =>
    content.readings.map((reading): Placed => ({ ...reading, ...placeOf(content) })),
  );
  const registers = groupRegisters(all);
  const best = registers.find(({ begins, ends }) => begins.length > 0 && ends.length > 0);
  const begin = best?.begins[0] ?? all.find(({ marker }) => isBegin(marker));
  const end = best?.ends.at(-1) ?? all.findLast(({ marker }) => isEnd(marker));
  const notes = all.length > 0 ? noteEnds(begin, end) : [];
  if (all.some(({ marker }) => marker === 'X')) notes.push(EXCEPTION);
  const times = {
    ...(begin?.at && { startedAt: begin.at }),
    ...(begin?.clock && { startClock: begin.clock }),
    ...(end?.at && { endedAt: end.at }),
    ...(end?.clock && { endClock: end.clock }),
  };
  if (!best || begin?.energyKwh === undefined || end?.energyKwh === undefined) {
    return { ...times, notes };
  }
  const energyKwh = energyBetween(begin.energyKwh, end.energyKwh);
  if (energyKwh.startsWith('-')) {
    notes.push({ code: 'energy-decreases', text: 'The register is lower at the end.' });
  }
  const contradiction = findContradiction(best, begin, end);
  return { ...times, energyKwh, notes, ...(contradiction && { contradiction }) };
}

const EXCEPTION: Note = {
  code: 'error-flagged',
  text: 'The station reported an error during the charge.',
};

function placeOf({ meterSerial = '', page }: RecordContent): Place {
  return { meter: meterSerial.toUpperCase(), page };
}

type Register = { readonly rank: number; readonly begins: Placed[]; readonly ends: Placed[] };

function groupRegisters(readings: readonly Placed[]): Register[] {
  const registers = new Map<string, Register>();
  for (const reading of readings) {
    const rank = rankRegister(reading.obis);
    if (rank === undefined || reading.energyKwh === undefined) continue;
    const key = `${reading.meter} ${reading.obis ?? ''}`;
    const register = registers.get(key) ?? { rank, begins: [], ends: [] };
    registers.set(key, register);
    if (isBegin(reading.marker)) register.begins.push(reading);
    if (isEnd(reading.marker)) register.ends.push(reading);
  }
  return [...registers.values()].sort((one, other) => one.rank - other.rank);
}

function findContradiction({ begins, ends }: Register, begin: Placed, end: Placed) {
  const values = (readings: readonly Placed[]) =>
    new Set(readings.map(({ energyKwh }) => energyKwh)).size;
  if (values(begins) > 1) return 'The records name different readings at the begin.';
  if (values(ends) > 1) return 'The records name different readings at the end.';
  if (begin.page !== undefined && end.page !== undefined && end.page < begin.page) {
    return 'The record of the end was written before that of the begin.';
  }
  return;
}

function noteEnds(begin: Placed | undefined, end: Placed | undefined): Note[] {
  const notes: Note[] = [];
  if (!begin) notes.push({ code: 'begin-missing', text: 'No reading is marked as the begin.' });
  if (!end) notes.push({ code: 'end-missing', text: 'No reading is marked as the end.' });
  const both = [begin, end].filter((reading) => reading !== undefined);
  if (both.some(({ clock }) => clock === 'unknown' || clock === 'informative')) {
    const text = 'The clock of the meter was not synchronised: its times are information.';
    notes.push({ code: 'time-not-synchronised', text });
  }
  const status = both.find((reading) => reading.status && reading.status.toUpperCase() !== 'G');
  if (status) {
    notes.push({ code: 'meter-not-ok', text: `The meter reported the state ${status.status}.` });
  }
  if (both.some(({ errorFlags }) => errorFlags)) {
    const text = 'The station marked energy or time as not to be billed.';
    notes.push({ code: 'error-flagged', text });
  }
  if (both.some(({ unit, energyKwh }) => unit !== undefined && energyKwh === undefined)) {
    notes.push({ code: 'unit-unknown', text: 'A reading is in a unit other than Wh and kWh.' });
  }
  return notes;
}
