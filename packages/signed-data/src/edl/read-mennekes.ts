import type { SignedValue } from '@peregrine/domain';
import { fromBase64, fromHex, toText } from '../crypto/decode-bytes.ts';
import { readTime } from '../read-time.ts';
import type { SignedRecord } from '../signed-record.ts';
import { isRefusal, type ReadRecords, type Refusal, refuse } from '../signed-record.ts';
import { readRawSignature } from './raw-signature.ts';
import { decodeEntities, elementsOf, elementText, withoutComments } from './read-xml.ts';
import { contentOf, type SignedBlock, writeBlock } from './signed-block.ts';

/** 1-0:1.17.0*255, the signed register. */
const OBIS = Uint8Array.of(1, 0, 1, 17, 0, 255);

/**
 * Reads one signed value of `EDL40 Mennekes`: XML with a `ChargingProcess` that holds the
 * measurements of the begin and the end, from whose fields the 320 signed bytes are rebuilt.
 */
export function readMennekes(value: SignedValue, valueIndex: number): ReadRecords {
  const xml = [value.signedData, value.plainData].flatMap(textsOf).find(hasProcess);
  if (xml === undefined) {
    return refuse('record-unreadable', 'The signed value holds no ChargingProcess.');
  }
  const records: SignedRecord[] = [];
  for (const process of elementsOf(xml, 'ChargingProcess')) {
    for (const [name, marker] of MEASUREMENTS) {
      const [measurement] = elementsOf(process, name);
      if (measurement === undefined) continue;
      const record = readMeasurement(process, measurement, { valueIndex, marker });
      if (isRefusal(record)) return record;
      records.push(record);
    }
  }
  return records.length > 0
    ? records
    : refuse('record-unreadable', 'The ChargingProcess holds no measurement.');
}

const MEASUREMENTS = [
  ['MeasurementStart', 'B'],
  ['MeasurementEnd', 'E'],
] as const;

function textsOf(field: string): string[] {
  const decoded = [fromBase64(field), fromHex(field)].flatMap((bytes) =>
    bytes ? (toText(bytes) ?? []) : [],
  );
  return [field, ...decoded].flatMap((text) => {
    const xml = withoutComments(text);
    return [xml, withoutComments(decodeEntities(xml))];
  });
}

function hasProcess(xml: string): boolean {
  return elementsOf(xml, 'ChargingProcess').length > 0;
}

function readMeasurement(
  process: string,
  measurement: string,
  place: { valueIndex: number; marker: string },
): SignedRecord | Refusal {
  const sent = fromHex(elementText(measurement, 'Signature') ?? '');
  if (!sent) return refuse('signature-missing', 'A measurement has no signature.');
  const block = buildBlock(process, measurement, sent);
  const time = readTime(elementText(measurement, 'Timestamp') ?? '');
  if (!block || !time?.at) {
    return refuse('record-unreadable', 'A measurement lacks a field that is signed.');
  }
  const signature = readRawSignature(sent);
  const key = elementText(process, 'PublicKey');
  const message = writeBlock(block);
  return {
    message,
    signature,
    containedKeys: key === undefined ? [] : [key],
    pointCurve: 'prime192v1',
    content: contentOf(message, time, place),
  };
}

function buildBlock(
  process: string,
  measurement: string,
  sent: Uint8Array,
): SignedBlock | undefined {
  const numberOf = (name: string) => integer(elementText(measurement, name));
  const serverId = fromHex(elementText(process, 'ServerId') ?? '');
  const contractId = fromHex(elementText(process, 'CustomerIdent') ?? '');
  const localSeconds = localSecondsOf(elementText(measurement, 'Timestamp'));
  const contractLocalSeconds = localSecondsOf(
    elementText(measurement, 'TimestampCustomerIdent') ??
      elementText(withoutMeasurements(process), 'TimestampCustomerIdent'),
  );
  const register = numberOf('Value');
  const page = numberOf('Pagination');
  const secondsIndex = numberOf('SecondIndex');
  if (!serverId || !contractId || localSeconds === undefined) return;
  if (contractLocalSeconds === undefined || register === undefined) return;
  if (page === undefined || secondsIndex === undefined) return;
  const event = Number(numberOf('EventCounter') ?? 0n);
  return {
    serverId,
    localSeconds,
    status: Number((numberOf('MeterStatus') ?? 0n) & 0xffn),
    secondsIndex: Number(BigInt.asUintN(32, secondsIndex)),
    page: Number(BigInt.asUintN(32, page)),
    obis: OBIS,
    unit: 30,
    scaler: Number(BigInt.asIntN(8, numberOf('Scaler') ?? 0n)),
    register,
    // Older files leave the log book out of the signature's tail: it is the event counter.
    logBook:
      sent.length > 48 ? sent.subarray(-2) : Uint8Array.of((event >> 8) & 0xff, event & 0xff),
    contractId,
    contractLocalSeconds,
  };
}

function integer(text: string | undefined): bigint | undefined {
  return text !== undefined && /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined;
}

/** The signed times are those of the wall clock: the digits as written, whatever the offset. */
function localSecondsOf(text: string | undefined): number | undefined {
  const wall = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/.exec(text ?? '')?.[1];
  const milliseconds = wall === undefined ? Number.NaN : Date.parse(`${wall}Z`);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

function withoutMeasurements(process: string): string {
  const at = process.search(/<(?:[\w.-]{1,31}:)?Measurement(?:Start|End)[\s>]/);
  return at < 0 ? process : process.slice(0, at);
}
