import type { SignedValue } from '@peregrine/domain';
import type { Signature } from '../crypto/check-signature.ts';
import { readAlgorithm } from '../crypto/curves.ts';
import { fromBase64, fromHex } from '../crypto/decode-bytes.ts';
import { type ReadRecords, type Refusal, refuse } from '../signed-record.ts';
import { canonical, type ExactObject, parseExact, textOf } from './parse-exact.ts';
import { readPayload } from './read-payload.ts';
import { type OcmfParts, splitRecord } from './split-record.ts';

/**
 * Reads one signed value of encoding `OCMF`. OCPI leaves open what goes where (ocpi#550), so all
 * three ways are read: the whole record in either or both fields; the payload plain and the whole
 * record signed; payload and signature section apart. What is verified is always the very text
 * that stands between the pipes.
 */
export function readOcmf(value: SignedValue, valueIndex: number): ReadRecords {
  const plain = splitRecord(value.plainData);
  const signed = splitRecord(value.signedData);
  const found = choosePayload(plain, signed);
  if (!found) {
    return refuse('record-unreadable', 'Neither the signed nor the plain data is an OCMF record.');
  }
  const { payload, publicKey } = found;
  const section = found.section ?? bareSignature(value.signedData, signed);
  const signature = section
    ? readSignature(section)
    : refuse('signature-missing', 'The OCMF record has no signature section.');
  const contradiction = findContradiction(value.plainData, plain, payload);
  const curve = 'algorithm' in signature ? signature.algorithm.curve : undefined;
  return [
    {
      message: Buffer.from(payload, 'utf8'),
      signature,
      containedKeys: publicKey === undefined ? [] : [publicKey],
      ...(curve && { pointCurve: curve }),
      content: readPayload(payload, value.nature, valueIndex),
      ...(contradiction !== undefined && { contradiction }),
    },
  ];
}

type Chosen = OcmfParts & { readonly payload: string };

/** The signed field's own payload first: it is the one that the signature is next to. */
function choosePayload(
  plain: OcmfParts | undefined,
  signed: OcmfParts | undefined,
): Chosen | undefined {
  const payload = signed?.payload ?? plain?.payload;
  if (payload === undefined) return;
  const section = signed?.section ?? plain?.section;
  const publicKey = signed?.publicKey ?? plain?.publicKey;
  return { payload, ...(section && { section }), ...(publicKey && { publicKey }) };
}

/** The signed field may hold nothing but the signature, in hex or base64. */
function bareSignature(text: string, signed: OcmfParts | undefined): ExactObject | undefined {
  if (signed !== undefined) return;
  if (fromHex(text)) return { SD: text };
  return fromBase64(text) ? { SD: text, SE: 'base64' } : undefined;
}

function readSignature(section: ExactObject): Signature | Refusal {
  const name = textOf(section, 'SA');
  const algorithm = readAlgorithm(name);
  if (!algorithm) {
    return refuse('algorithm-unknown', `We do not know the signature algorithm ${clip(name)}.`);
  }
  const type = textOf(section, 'SM');
  if (type && !/^application\/x-der$/i.test(type)) {
    return refuse('algorithm-unknown', `We do not know the form of the signature ${clip(type)}.`);
  }
  const data = textOf(section, 'SD') ?? '';
  if (data === '') return refuse('signature-missing', 'The signature of the record is empty.');
  const bytes = decodeSignature(data, textOf(section, 'SE'));
  if (!bytes) {
    return refuse('signature-unreadable', 'The signature is neither hexadecimal nor base64.');
  }
  return { bytes, form: 'der', algorithm };
}

/** What SE names first; stations that write base64 do not always say so. */
function decodeSignature(data: string, encoding: string | undefined): Uint8Array | undefined {
  if (/^base64/i.test(encoding ?? '')) return fromBase64(data) ?? fromHex(data);
  return fromHex(data) ?? fromBase64(data);
}

/** Says so where the plain data is a record too, but of another content than the signed one. */
function findContradiction(
  text: string,
  plain: OcmfParts | undefined,
  payload: string,
): string | undefined {
  const shown = plain?.payload;
  if (shown === undefined || shown === payload || text.trim() === '') return;
  const [one, other] = [parseExact(shown), parseExact(payload)];
  if (one && other && canonical(one) === canonical(other)) return;
  return 'The plain data says something else than what was signed.';
}

function clip(text = ''): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
