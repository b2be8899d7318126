import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimal, exact, exactOf, multiply, roundHalfUp, toDecimal } from '@peregrine/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { answersTo, runCommand } from './testing/run-command.ts';

/** Beside the repository, which does not hold them. */
const folder = join(import.meta.dirname, '../../../../shared/vectors');
const isHere = existsSync(folder);
const tariffs = join(folder, 'tariff-2.2.1');
const files = isHere ? readdirSync(tariffs).sort() : [];

type Texts = Readonly<Record<string, string | number>>;
type Expected = {
  readonly total_cost_excl?: string;
  readonly total_cost_incl?: string;
  readonly dimensions?: Readonly<Record<string, Texts>>;
};
type Vector = { readonly name: string; readonly expected: Expected; readonly erratum?: object };
type Answer = {
  readonly total: Record<string, string>;
  readonly dimensions: Record<string, Record<string, string>>;
};

/** The example contradicts its own tariff: 114 minutes at 1.25/h are 2.375 (ocpi/ocpi#396). */
const ERRATA: Readonly<Record<string, Expected>> = {
  complex_saturday_1330_43A: { total_cost_excl: '12.375', total_cost_incl: '13.975' },
};

describe.runIf(isHere)('worked examples of OCPI 2.2.1, priced on the command line', () => {
  const answers: Answer[] = [];
  beforeAll(async () => {
    const paths = files.map((file) => join(tariffs, file));
    const { status, stdout, stderr } = await runCommand('tariff', ['price', '--json', ...paths]);
    expect([status, stderr]).toEqual([0, '']);
    answers.push(
      ...stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Answer),
    );
  });

  test.each(files.map((file, index) => [file, index] as const))('%s agrees', (file, index) => {
    const vector = JSON.parse(readFileSync(join(tariffs, file), 'utf8')) as Vector;
    const expected = ERRATA[vector.name] ?? vector.expected;
    const answer = answers[index];
    expectAmount(answer?.total.exclTax, expected.total_cost_excl);
    expectAmount(answer?.total.inclTax, expected.total_cost_incl);
    for (const [dimension, wanted] of Object.entries(expected.dimensions ?? {})) {
      expectDimension(answer?.dimensions[dimension] ?? {}, wanted);
    }
  });
});

function expectDimension(answer: Readonly<Record<string, string>>, wanted: Texts): void {
  expectAmount(answer.exclTax, wanted.cost_excl);
  expectAmount(answer.inclTax, wanted.cost_incl);
  if (wanted.billed_kwh !== undefined) expect(answer.billedKwh).toBe(String(wanted.billed_kwh));
  if (wanted.billed_minutes !== undefined) {
    const minutes = multiply(exactOf(decimal(answer.billedSeconds ?? '')), exact(1n, 60n));
    expect(toDecimal(minutes)).toBe(String(wanted.billed_minutes));
  }
}

/** At the digits that the specification prints, half-up. */
function expectAmount(answer: string | undefined, printed: string | number | undefined): void {
  if (printed === undefined) return;
  const text = String(printed);
  const decimals = text.split('.')[1]?.length ?? 0;
  const rounded = roundHalfUp(exactOf(decimal(answer ?? '')), decimals);
  expect(rounded).toBe(BigInt(text.replace('.', '')));
}

type Signed = { readonly ocmf: string; readonly publicKey?: string; readonly verified: boolean };
const records = join(folder, 'ocmf/ocmf-vectors.json');

test.runIf(isHere)('the signed records of SAFE get their verdict on the command line', async () => {
  const { vectors } = JSON.parse(readFileSync(records, 'utf8')) as { vectors: Signed[] };
  const lines = vectors.map(({ ocmf, publicKey }) => ({ ocmf, publicKey }));
  const { status, answers } = await answersTo('signed-data', 'verify', lines);
  expect(status).toBe(0);
  expect(answers.map(({ valid }) => valid)).toEqual(vectors.map(({ verified }) => verified));
});

test.runIf(!isHere)(`worked examples NOT checked: ${folder} is absent`, () => {
  expect(isHere).toBe(false);
});
