import type { Finding, SignedData } from '@peregrine/domain';
import { foldSignedData } from '@peregrine/ocpi/fold';
import { type Verification, verifyOcmf, verifySignedData } from '@peregrine/signed-data';
import { LineError } from '../frame/line-error.ts';
import type { Command } from '../frame/program.ts';
import { requireObject } from '../frame/sent.ts';
import { taken } from '../frame/taken.ts';

/** Whether the signature of `{"ocmf","publicKey"?}` or `{"signed_data","publicKey"?}` holds. */
export const verify: Command = (line) => {
  const { ocmf, signed_data: signedData, publicKey: givenKey } = requireObject(line, '');
  const key = readText(givenKey, '/publicKey');
  const record = readText(ocmf, '/ocmf');
  if (record !== undefined) return answerOf(verifyOcmf(record, key), []);
  if (signedData === undefined || signedData === null) {
    throw new LineError('unknown-form', 'expected "ocmf" or "signed_data"');
  }
  const findings: Finding[] = [];
  const read = taken(foldSignedData(signedData), '/signed_data', findings);
  const data: SignedData = key === undefined ? read : { ...read, publicKey: key };
  return answerOf(verifySignedData(data, []), findings);
};

function answerOf({ reason, readings, ...facts }: Verification, findings: readonly Finding[]) {
  const { valid, ...rest } = facts;
  const json = { valid, reason: reason.text, code: reason.code, readings, ...rest, findings };
  return { json, tell: () => tell({ reason, readings, ...facts }) };
}

const VERDICTS = { true: 'valid', false: 'NOT valid', null: 'cannot be checked' } as const;

function tell({ valid, reason, notes, readings, energyKwh }: Verification): string {
  const energy = energyKwh === undefined ? [] : [`  ${energyKwh} kWh from begin to end`];
  return [
    `${VERDICTS[`${valid}`]}: ${reason.text}`,
    ...energy,
    ...readings.map(
      ({ at, localTime, marker, value, unit, obis }) =>
        `  ${[marker, at ?? localTime, value, unit, obis].filter(Boolean).join(' ')}`,
    ),
    ...notes.map(({ text }) => `  ${text}`),
  ].join('\n');
}

function readText(value: unknown, pointer: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new LineError('invalid', 'expected text', pointer);
}
