import { expect, test } from 'vitest';
import { signOcmf } from './bench/ocmf-record.ts';
import { answersTo, runCommand } from './testing/run-command.ts';

const { ocmf, publicKey } = signOcmf('prime256v1', 'sha256', 'ECDSA-secp256r1-SHA256');
const SIGNED = {
  encoding_method: 'OCMF',
  public_key: publicKey,
  signed_values: [{ nature: 'End', plain_data: ocmf, signed_data: ocmf }],
};

test('a signature holds, does not, or cannot be checked, and why', async () => {
  const { status, answers } = await answersTo('signed-data', 'verify', [
    { ocmf, publicKey },
    { ocmf: ocmf.replace('2952.85', '2962.85'), publicKey },
    { ocmf },
    { signed_data: SIGNED },
    { signed_data: { ...SIGNED, public_key: undefined }, publicKey },
    {
      signed_data: {
        ...SIGNED,
        encoding_method: 'Semaphore',
        signed_values: [{ nature: 'End', plain_data: 'x', signed_data: 'x' }],
      },
    },
  ]);
  expect(status).toBe(0);
  expect(answers.map(({ valid, code }) => [valid, code])).toEqual([
    [true, 'verified'],
    [false, 'signature-mismatch'],
    [null, 'key-missing'],
    [true, 'verified'],
    [true, 'verified'],
    [null, 'encoding-unknown'],
  ]);
  expect(answers[0]).toMatchObject({
    reason: expect.stringMatching(/./),
    energyKwh: '17.25',
    readings: [{ value: '2935.6', unit: 'kWh' }, { value: '2952.85' }],
  });
});

test('a line that cannot be read gets its error in its place', async () => {
  const { status, answers } = await answersTo('signed-data', 'verify', [
    {},
    { ocmf: 5 },
    { ocmf, publicKey: [] },
    { signed_data: { signed_values: 'none' } },
    { ocmf, publicKey },
  ]);
  expect(status).toBe(1);
  expect(answers).toEqual([
    { error: { code: 'unknown-form', message: 'expected "ocmf" or "signed_data"', pointer: '' } },
    { error: { code: 'invalid', message: 'expected text', pointer: '/ocmf' } },
    { error: { code: 'invalid', message: 'expected text', pointer: '/publicKey' } },
    { error: expect.objectContaining({ code: 'unusable', pointer: '/signed_data/signed_values' }) },
    expect.objectContaining({ valid: true }),
  ]);
});

test('a person reads the verdict first', async () => {
  const input = JSON.stringify({ ocmf, publicKey });
  const { stdout } = await runCommand('signed-data', ['verify'], input);
  expect(stdout).toMatch(/^valid: .*\n {2}17\.25 kWh from begin to end\n {2}B 2026-03-02T07:30/);
});
