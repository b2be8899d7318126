import type { SignedValue } from '@peregrine/domain';
import { fromBase64, fromHex, toText } from '../crypto/decode-bytes.ts';
import { markerOf } from '../marker.ts';
import { isRefusal, type ReadRecords, refuse, type SignedRecord } from '../signed-record.ts';
import { isSml } from './parse-sml.ts';
import { readRawSignature } from './raw-signature.ts';
import { readSmlRecord } from './read-sml-record.ts';
import { decodeEntities, elementsOf, elementText, withoutComments } from './read-xml.ts';
import { BLOCK_BYTES, contentOf, readBlock, wallClock } from './signed-block.ts';

/**
 * Reads one signed value of `EDL40 E-Mobility Extension`: an SML file in hex or base64; or the
 * 320 signed bytes with their signature, in an XML `signedMeterValue` or one in each field.
 */
export function readEdl40(value: SignedValue, valueIndex: number): ReadRecords {
  const marker = markerOf(value.nature);
  const fields = [value.signedData, value.plainData];
  for (const field of fields) {
    for (const bytes of bytesOf(field)) {
      if (isSml(bytes)) return readSmlRecord(bytes, { valueIndex, marker });
    }
  }
  for (const field of fields) {
    const elements = signedMeterValues(field);
    if (elements.length > 0) {
      return elements.flatMap((xml, at) => {
        const records = readElement(xml, valueIndex, marker ?? markerAt(at, elements.length));
        return isRefusal(records) ? [unreadable(records)] : records;
      });
    }
  }
  const block = bytesOf(value.plainData).find(({ length }) => length === BLOCK_BYTES);
  const [signature] = bytesOf(value.signedData);
  if (block && signature) return readSigned(block, signature, [], { valueIndex, marker });
  return refuse('record-unreadable', 'The signed value is neither SML nor a signedMeterValue.');
}

function bytesOf(text: string): Uint8Array[] {
  return [fromHex(text), fromBase64(text)].filter((bytes) => bytes !== undefined);
}

function signedMeterValues(field: string): string[] {
  const texts = [field, ...bytesOf(field).map((bytes) => toText(bytes) ?? '')];
  for (const text of texts) {
    // The official software's own files hold the XML as text in an element.
    for (const xml of [text, decodeEntities(text)]) {
      const elements = elementsOf(withoutComments(xml), 'signedMeterValue');
      if (elements.length > 0) return elements;
    }
  }
  return [];
}

function markerAt(index: number, count: number): string | undefined {
  if (count < 2) return;
  return index === 0 ? 'B' : index === count - 1 ? 'E' : 'C';
}

function readElement(xml: string, valueIndex: number, marker: string | undefined): ReadRecords {
  const [block] = bytesOf(elementText(xml, 'encodedMeterValue') ?? '').filter(
    ({ length }) => length === BLOCK_BYTES,
  );
  const sent = elementText(xml, 'meterValueSignature') ?? '';
  const signature = bytesOf(sent).find(({ length }) => length >= 48 && length <= 66);
  const key = elementText(xml, 'publicKey');
  if (!block) return refuse('record-unreadable', 'The signed meter value is not 320 bytes.');
  if (!signature) return refuse('signature-missing', 'The signed meter value has no signature.');
  return readSigned(block, signature, key === undefined ? [] : [key], { valueIndex, marker });
}

function readSigned(
  message: Uint8Array,
  sent: Uint8Array,
  containedKeys: readonly string[],
  place: { valueIndex: number; marker: string | undefined },
): ReadRecords {
  const block = readBlock(message);
  if (!block) return refuse('record-unreadable', 'The signed meter value is not 320 bytes.');
  const signature = readRawSignature(sent);
  return [
    {
      message,
      signature,
      containedKeys,
      ...('algorithm' in signature && { pointCurve: signature.algorithm.curve ?? 'prime192v1' }),
      content: contentOf(message, wallClock(block.localSeconds), place),
    },
  ];
}

/** One of several that cannot be read still counts against the whole. */
function unreadable(refusal: ReturnType<typeof refuse>): SignedRecord {
  return { message: new Uint8Array(), signature: refusal, containedKeys: [], content: refusal };
}
