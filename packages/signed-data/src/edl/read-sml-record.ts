import { instantOf } from '@peregrine/domain';
import { toHex } from '../crypto/decode-bytes.ts';
import { believed, type RecordTime } from '../read-time.ts';
import { type ReadRecords, type Refusal, refuse } from '../signed-record.ts';
import { parseSml, type SmlNode } from './parse-sml.ts';
import { readRawSignature } from './raw-signature.ts';
import { contentOf, type SignedBlock, wallClock, writeBlock } from './signed-block.ts';

/** Names of the entries in the meter's list (OBIS, six bytes). */
const NAMES = {
  register: '0100011100FF',
  page: '8180817101FF',
  secondsIndex: '810060080001',
  contract: '8182815401FF',
  measured: '010001110064',
  compensated: '0100011100C8',
  resistance: '00AF6C6C72FF',
  stopwatch: '00AF647572FF',
  tariffIndex: '00AF707263FF',
} as const;

/**
 * Reads the signed list of an SML file (GetList response) and rebuilds the 320 bytes that the meter
 * signed from its entries.
 */
export function readSmlRecord(
  file: Uint8Array,
  place: { valueIndex: number; marker: string | undefined },
): ReadRecords {
  const messages = parseSml(file);
  if (!messages) return refuse('record-unreadable', 'The SML message is broken.');
  const list = messages.map(listOf).find((found) => found !== undefined);
  if (!list) return refuse('record-unreadable', 'The SML message has no list of values.');
  const built = buildBlock(list);
  if ('code' in built) return built;
  const { block, time, sent } = built;
  const signature = readRawSignature(sent);
  const message = writeBlock(block);
  return [
    {
      message,
      signature,
      containedKeys: [],
      ...('algorithm' in signature && { pointCurve: signature.algorithm.curve ?? 'prime192v1' }),
      content: contentOf(message, time, place),
    },
  ];
}

type ValueList = {
  readonly serverId: Uint8Array;
  readonly entries: ReadonlyMap<string, readonly SmlNode[]>;
  readonly signature: Uint8Array | undefined;
};

/** SML_Message: transaction, group, abort, body (tag 0x0701 is a GetList response), crc, end. */
function listOf(message: SmlNode): ValueList | undefined {
  const [tag, body] = itemsOf(itemsOf(message)[3]);
  if (integerOf(tag) !== 0x0701n) return;
  const [, serverId, , , values, signature] = itemsOf(body);
  const entries = new Map(
    itemsOf(values).map((entry) => {
      const items = itemsOf(entry);
      return [toHex(octetsOf(items[0]) ?? new Uint8Array()), items] as const;
    }),
  );
  const id = octetsOf(serverId);
  return id && { serverId: id, entries, signature: octetsOf(signature) };
}

type Built = { readonly block: SignedBlock; readonly time: RecordTime; readonly sent: Uint8Array };

function buildBlock({ serverId, entries, signature }: ValueList): Built | Refusal {
  const entry = entries.get(NAMES.register);
  if (!entry) {
    const text = 'This SML message signs another register than 1.17.0, in a way not known here.';
    return refuse('encoding-not-checkable', text);
  }
  if (!signature) return refuse('signature-missing', 'The SML message is not signed.');
  const [obis, status, at, unit, scaler, register] = entry;
  const contract = entries.get(NAMES.contract);
  const numberOf = (name: string) => integerOf(entries.get(name)?.[5]);
  const page = numberOf(NAMES.page);
  const secondsIndex = secondsIndexOf(entries.get(NAMES.secondsIndex)?.[5]);
  const name = octetsOf(obis);
  const amount = integerOf(register);
  const clock = clockOf(at);
  const contractId = octetsOf(contract?.[5]);
  if (!name || amount === undefined || page === undefined || !contractId || !clock) {
    return refuse('record-unreadable', 'The SML message lacks a field that is signed.');
  }
  const word = integerOf(status) ?? 0n;
  const block: SignedBlock = {
    serverId,
    localSeconds: clock.localSeconds,
    status: Number(signature.length === 66 ? shortStatus(word) : word & 0xffn),
    secondsIndex: Number(secondsIndex ?? 0n),
    page: Number(page),
    obis: name,
    unit: Number(integerOf(unit) ?? 0n),
    scaler: Number(integerOf(scaler) ?? 0n),
    register: amount,
    logBook: signature.subarray(-2),
    contractId,
    contractLocalSeconds: clockOf(contract?.[2])?.localSeconds ?? 0,
    measured: numberOf(NAMES.measured) ?? 0n,
    compensated: numberOf(NAMES.compensated) ?? 0n,
    resistance: Number(numberOf(NAMES.resistance) ?? 0n),
    stopwatch: Number(numberOf(NAMES.stopwatch) ?? 0n),
    tariffIndex: Number(numberOf(NAMES.tariffIndex) ?? 0n),
  };
  return { block, time: clock.time, sent: signature };
}

/** Meters on secp256r1 sign eight chosen bits of their longer status word. */
function shortStatus(word: bigint): bigint {
  const bits = [
    [0n, 17n],
    [3n, 31n],
    [4n, 16n],
    [5n, 11n],
    [6n, 9n],
    [7n, 8n],
  ] as const;
  return bits.reduce((short, [to, from]) => short | (((word >> from) & 1n) << to), 0n);
}

/** SML_Time: 2 is UTC seconds, 3 is UTC seconds with the offset and summer time in minutes. */
function clockOf(node: SmlNode | undefined) {
  const [kind, value] = itemsOf(node);
  const tag = integerOf(kind);
  const [seconds, offset, summer] =
    tag === 3n ? itemsOf(value).map(integerOf) : [integerOf(value), 0n, 0n];
  if (seconds === undefined || (tag !== 2n && tag !== 3n)) return;
  const localSeconds = Number(seconds + 60n * ((offset ?? 0n) + (summer ?? 0n)));
  return { localSeconds, time: exactTime(Number(seconds), localSeconds) };
}

/** More than 32 bits are no seconds; and what the meter cannot know is left out. */
function exactTime(seconds: number, localSeconds: number): RecordTime {
  return seconds >= 0 && seconds <= 0xffff_ffff
    ? believed(instantOf(new Date(seconds * 1000)))
    : wallClock(localSeconds >>> 0);
}

/** SML_ListType holding SML_Time holding seconds since the meter was switched on. */
function secondsIndexOf(node: SmlNode | undefined): bigint | undefined {
  const inner = itemsOf(node)[1];
  return integerOf(itemsOf(inner)[1]) ?? integerOf(inner) ?? integerOf(node);
}

function itemsOf(node: SmlNode | undefined): readonly SmlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

function integerOf(node: SmlNode | undefined): bigint | undefined {
  return node?.kind === 'integer' ? node.value : undefined;
}

function octetsOf(node: SmlNode | undefined): Uint8Array | undefined {
  return node?.kind === 'octets' ? node.bytes : undefined;
}
