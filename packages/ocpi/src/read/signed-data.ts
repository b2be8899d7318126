import type { SignedData, SignedValue } from '@peregrine/domain';
import { need, take, text, verbatim, whole } from './leaves.ts';
import { put, type Reading, refuse, type Sent, takeList } from './reading.ts';

/**
 * SignedData (OCPI 2.2.1 mod_cdrs), as evidence: every character as it came, longer than the
 * specification allows too. A value without its signed text is left out; nature and plain text are
 * told apart by whoever verifies (ocpi/ocpi #550: three packings are in use).
 */
export function readSignedData(reading: Reading, sent: Sent): SignedData {
  const values = takeList(reading, sent.signed_values, 'signed_values', readSignedValue) ?? [];
  if (values.length === 0) refuse(reading, 'signed_values', 'expected at least one signed value');
  const data: SignedData = {
    encodingMethod: take(reading, sent.encoding_method, 'encoding_method', text) ?? '',
    values,
  };
  const version = take(reading, sent.encoding_method_version, 'encoding_method_version', whole);
  put(data, 'encodingMethodVersion', version);
  put(data, 'publicKey', take(reading, sent.public_key, 'public_key', verbatim));
  put(data, 'url', take(reading, sent.url, 'url', verbatim));
  return data;
}

function readSignedValue(reading: Reading, sent: Sent): SignedValue {
  return {
    nature: take(reading, sent.nature, 'nature', text) ?? '',
    plainData: take(reading, sent.plain_data, 'plain_data', verbatim) ?? '',
    signedData: need(reading, sent.signed_data, 'signed_data', verbatim),
  };
}
