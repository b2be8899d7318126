import type { SignedData, SignedFacts } from '@peregrine/domain';
import { readAlfen } from './alfen/read-alfen.ts';
import { readEdl40 } from './edl/read-edl40.ts';
import { readMennekes } from './edl/read-mennekes.ts';
import { type Judgement, judgeRecord } from './judge-record.ts';
import { readOcmf } from './ocmf/read-ocmf.ts';
import { pairReadings } from './pair-readings.ts';
import {
  isRefusal,
  type Note,
  type ReadRecords,
  type RecordContent,
  type Refusal,
  refuse,
} from './signed-record.ts';
import type { MeterKey, SignedContext, Verification } from './verification.ts';

/** Characters in all fields together; OCPI's 5,000 a field are often exceeded, this never. */
const MAX_CHARACTERS = 1_048_576;

/** Signed values in one CDR; each is verified, and each costs. */
const MAX_VALUES = 500;

/**
 * Reads and verifies the signed meter data of a CDR: signatures by the registry's key of that
 * meter, or by the one that came along (`keyOrigin` says which), begin and end paired, energy and
 * times as signed. All records have to hold for `valid: true`; what cannot be checked is `null`.
 * Never throws, whatever the partner sent. This is information: proof is what the official
 * transparency software (S.A.F.E.) says of the unchanged data.
 */
export function verifySignedData(
  signedData: SignedData,
  registry: readonly MeterKey[],
  context: SignedContext = {},
): Verification {
  const read = readValues(signedData);
  if (isRefusal(read)) return { valid: null, reason: read, notes: [], readings: [] };
  const sentKeys = signedData.publicKey === undefined ? [] : [signedData.publicKey];
  const judgements: Judgement[] = [];
  const contents: RecordContent[] = [];
  for (const records of read) {
    if (isRefusal(records)) {
      judgements.push({ valid: null, reason: records, notes: [] });
      continue;
    }
    for (const record of records) {
      judgements.push(judgeRecord(record, registry, sentKeys, context));
      if (!isRefusal(record.content)) contents.push(record.content);
    }
  }
  return combine(judgements, contents);
}

function readValues({ encodingMethod, values }: SignedData): Refusal | readonly ReadRecords[] {
  if (values.length === 0) return refuse('no-signed-values', 'There are no signed values.');
  const characters = values.reduce(
    (sum, { plainData, signedData }) => sum + plainData.length + signedData.length,
    0,
  );
  if (values.length > MAX_VALUES || characters > MAX_CHARACTERS) {
    return refuse('too-large', 'The signed data is larger than any charge can make it.');
  }
  const reader = READERS.find(({ names }) => names.test(encodingMethod.trim()));
  if (reader) return values.map((value, index) => reader.read(value, index));
  // A name that we do not know may still stand for an encoding that we do.
  const guessed = READERS.find(({ read }) => values.every((value) => isReadable(read(value, 0))));
  if (guessed) return values.map((value, index) => guessed.read(value, index));
  const name = encodingMethod.slice(0, 40);
  return refuse('encoding-unknown', `We do not know the encoding ${name}.`);
}

function isReadable(records: ReadRecords): boolean {
  return !isRefusal(records) || records.code !== 'record-unreadable';
}

/** Encodings by the names that OCPI lists (mod_cdrs, SignedData.encoding_method), and near ones. */
const READERS = [
  { names: /^OCMF/i, read: readOcmf },
  { names: /^Alfen/i, read: readAlfen },
  { names: /^EDL[ _-]?40[ _-]?Mennekes/i, read: readMennekes },
  { names: /^EDL([ _-]?40)?([ _-]?(E-?Mobility.*|P|SIG))?$/i, read: readEdl40 },
] as const;

/** One false record makes the whole false; else one that cannot be checked makes it unknown. */
function combine(
  judgements: readonly Judgement[],
  contents: readonly RecordContent[],
): Verification {
  const { notes: pairNotes, contradiction, ...paired } = pairReadings(contents);
  const worst =
    judgements.find(({ valid }) => valid === false) ??
    judgements.find(({ valid }) => valid === null) ??
    judgements[0];
  const base: Judgement = worst ?? { valid: null, reason: NOTHING, notes: [] };
  const verdict =
    base.valid === true && contradiction !== undefined
      ? { valid: false, reason: refuse('values-contradict', contradiction) }
      : { valid: base.valid, reason: base.reason };
  const origin = originOf(judgements);
  const notes = [
    ...judgements.flatMap((judgement) => judgement.notes),
    ...contents.flatMap((content) => content.notes),
    ...pairNotes,
    ...compareContents(contents),
  ];
  return {
    ...verdict,
    notes: distinct(notes),
    ...(origin && { keyOrigin: origin }),
    ...paired,
    ...identityOf(contents),
    readings: contents.flatMap(({ readings }) => readings),
  };
}

const NOTHING = refuse('no-signed-values', 'There are no signed values.');

/** A chain is as good as its weakest key. */
function originOf(judgements: readonly Judgement[]): SignedFacts['keyOrigin'] {
  const origins = judgements.map(({ keyOrigin }) => keyOrigin);
  if (origins.includes('record')) return 'record';
  return origins.includes('registry') ? 'registry' : undefined;
}

/** Of the record of the end, else of the first that says it: some name the driver late. */
function identityOf(contents: readonly RecordContent[]) {
  const meter = contents.find(({ meterSerial }) => meterSerial)?.meterSerial;
  const known = contents.findLast(({ identification }) => identification);
  const { identification, identificationType } = known ?? {};
  return {
    ...(meter && { meterSerial: meter }),
    ...(identification && { identification }),
    ...(identificationType && { identificationType }),
  };
}

function compareContents(contents: readonly RecordContent[]): Note[] {
  const notes: Note[] = [];
  if (countOf(contents.map(({ meterSerial }) => meterSerial)) > 1) {
    notes.push({ code: 'meters-differ', text: 'The records are of different meters.' });
  }
  if (countOf(contents.map(({ identification }) => identification)) > 1) {
    const text = 'The records name different persons or cards.';
    notes.push({ code: 'identifications-differ', text });
  }
  return notes;
}

function countOf(texts: readonly (string | undefined)[]): number {
  return new Set(texts.filter(Boolean).map((text) => text?.toUpperCase())).size;
}

function distinct(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((note) => [`${note.code} ${note.text}`, note])).values()];
}

/**
 * The same for one OCMF record by itself, in any of its wrappings, and the key that somebody has
 * for it: that key proves integrity, and the origin as far as whoever gave it is believed.
 */
export function verifyOcmf(ocmf: string, publicKey?: string): Verification {
  return verifySignedData(
    {
      encodingMethod: 'OCMF',
      ...(publicKey !== undefined && { publicKey }),
      values: [{ nature: '', plainData: '', signedData: ocmf }],
    },
    [],
  );
}
