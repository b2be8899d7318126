import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyOcmf, verifySignedData } from './index.ts';
import { makeValue, ocmfData } from './sign-records.fixture.ts';

/** Records of real stations with their verdict; they lie beside the repository, not in it. */
const file = join(import.meta.dirname, '../../../../shared/vectors/ocmf/ocmf-vectors.json');

type Vector = {
  readonly file: string;
  readonly ocmf: string;
  readonly publicKey: string | null;
  readonly verified: boolean | null;
  readonly readings?: number;
};

const vectors: readonly Vector[] = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8')).vectors
  : [];

test.skipIf(vectors.length > 0)('the OCMF vectors are not beside the repository: skipped', () => {
  expect(vectors).toEqual([]);
});

test.each(vectors)('$file: we agree with the verdict $verified', (vector) => {
  const found = verifyOcmf(vector.ocmf, vector.publicKey ?? undefined);
  expect(found).toMatchObject({ valid: vector.verified });
  if (vector.readings !== undefined) expect(found.readings).toHaveLength(vector.readings);
});

test.each(vectors)('$file: the three packings of OCPI come to the same', (vector) => {
  const { ocmf, publicKey, verified } = vector;
  const [, payload = '', section = ''] = ocmf.split('|');
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const packings = [
    makeValue(base64(ocmf), { plainData: ocmf }),
    makeValue(base64(ocmf), { plainData: `OCMF|${payload}` }),
    makeValue(section, { plainData: payload }),
    makeValue(base64(section), { plainData: payload }),
  ];
  const whole = verifyOcmf(ocmf, publicKey ?? undefined);
  for (const packing of packings) {
    const found = verifySignedData(ocmfData([packing], publicKey ?? undefined), []);
    expect(found).toMatchObject({ valid: verified, reason: { code: whole.reason.code } });
  }
});
