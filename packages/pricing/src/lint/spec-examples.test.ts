import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lint } from './lint.ts';
import type { LintCode } from './types.ts';
import { tariffOfWire } from './wire-tariff.fixture.ts';

/** The specification's own tariffs: beside the repository, which does not hold them. */
const shared = join(import.meta.dirname, '../../../../../shared');
const examples = globSync(
  ['ocpi-examples/2.1.1/mod_tariffs*', 'ocpi-examples/2.[23]*/tariff*', 'vectors/tariff-2.2.1/*'],
  { cwd: shared },
).sort();

/** Facts, not alarms; each is true of the examples that raise it. */
const INFOS: Partial<Record<LintCode, string>> = {
  'dimension-unpriced': 'most examples price energy or time alone: the rest is free',
  'dimension-gap': 'parking is free after 20:00 (14), and at night and on Sundays (4)',
  'tax-mixed': 'the start fee bears 20 %, energy 10 %: one supply has one rate since C-282/22',
  'tax-absent': 'example 14 and the snippets leave VAT out',
  'tax-not-european': '5.2 % is nobody’s VAT',
  'tax-included-unknown': 'the North American example 20: no rate, tax included',
  'step-changes': 'half an hour before 17:00, a quarter after (14); 15 minutes, then 10 (4)',
  'transparency-order': 'example 11 names the start fee before the hours',
};

/** Warnings and errors, by the part of a file's name that tells the example. */
const ALARMS: readonly { readonly name: RegExp; readonly codes: readonly LintCode[] }[] = [
  // Ad hoc prices per hour, written before AFIR wanted them per kWh.
  {
    name: /tariff_2_alt_text|alt_text_150min/,
    codes: ['transparency-no-energy-price', 'transparency-time-while-charging'],
  },
  {
    name: /tariff_11_/,
    codes: [
      'transparency-no-energy-price',
      'transparency-session-fee',
      'transparency-time-while-charging',
    ],
  },
  // 2.1.1 takes the first element that matches, and its example begins with one that always does.
  { name: /mod_tariffs_06/, codes: ['dimension-gap', 'element-unreachable'] },
  // A snippet that prices parking alone.
  { name: /note_parking_step/, codes: ['dimension-unpriced'] },
];

describe.runIf(existsSync(shared))("the specification's own tariffs raise no false alarm", () => {
  for (const file of examples) {
    const text = readFileSync(join(shared, file), 'utf8');
    // Some are shown as requests, with a line before the body.
    const wire = JSON.parse(text.slice(text.indexOf('{')));
    const tariff = wire.tariff ?? wire;
    if (tariff.elements === undefined || tariff.currency === undefined) continue;
    test(file, () => {
      const findings = lint(tariffOfWire(tariff));
      const alarms = findings.filter(({ severity }) => severity !== 'info');
      const expected = ALARMS.find(({ name }) => name.test(basename(file)))?.codes ?? [];
      expect([...new Set(alarms.map(({ code }) => code))].sort()).toEqual(expected);
      const infos = findings.filter(({ severity }) => severity === 'info');
      expect(infos.filter(({ code }) => INFOS[code] === undefined)).toEqual([]);
    });
  }
});

test.runIf(!existsSync(shared))(
  `the specification's tariffs NOT linted: ${shared} is absent`,
  () => {
    expect(existsSync(shared)).toBe(false);
  },
);
