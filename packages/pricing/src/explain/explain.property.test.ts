import { exactOf, parseDecimal, roundHalfUp } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { describeSession } from '../price/describe-session.ts';
import { priceSession } from '../price/price-session.ts';
import { randomCase } from '../price/random-session.fixture.ts';
import { explain, explainRefusal } from './explain.ts';
import { EXPLAIN_LANGUAGES, type ExplainedLine } from './types.ts';

/** What no person should read: gaps in a text, and names of the code's own. */
const UNFIT = /undefined|null|NaN|\[object|\{|\}|\s\s|\b[a-z]{2,}[A-Z]|[A-Z]+_[A-Z]+/;

function textsOf(line: ExplainedLine): readonly string[] {
  return [line.title, ...line.reasons.map(({ text }) => text)];
}

/** An English amount back as a count of ten-thousandths. */
function readAmount(text: string): bigint {
  const value = parseDecimal(text.replace(/[^\d.-]/g, ''));
  if (value === undefined) throw new Error(`no amount: ${text}`);
  return roundHalfUp(exactOf(value), 4);
}

describe('for a thousand random tariffs and sessions', () => {
  const cases = Array.from({ length: 1_000 }, (_, seed) => randomCase(seed).input);

  test('every part, total and note is told in whole sentences, in both languages', () => {
    for (const input of cases) {
      const priced = priceSession(input);
      for (const language of EXPLAIN_LANGUAGES) {
        if (priced.kind === 'unpriceable') {
          expect(explainRefusal(priced, { language })).not.toMatch(UNFIT);
          continue;
        }
        const { timeZone, tariffs } = input;
        const lines = explain(priced.result, { language, timeZone, tariffs });
        const kinds = lines.map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'part')).toHaveLength(priced.result.parts.length);
        expect(kinds.filter((kind) => kind === 'total')).toHaveLength(1);
        for (const text of lines.flatMap(textsOf)) expect(text).not.toMatch(UNFIT);
        for (const { reasons } of lines) {
          for (const { text } of reasons) expect(text).toMatch(/[.)]$/);
          expect(new Set(reasons.map(({ text }) => text)).size).toBe(reasons.length);
        }
      }
    }
  });

  test('every amount that is written is the one that was computed', () => {
    for (const input of cases) {
      const priced = priceSession(input);
      if (priced.kind === 'unpriceable') continue;
      const { parts, totalExclTax, totalInclTax } = describeSession(priced.result);
      const lines = explain(priced.result, { language: 'en', timeZone: input.timeZone });
      const amounts = [...parts, { exclTax: totalExclTax, inclTax: totalInclTax }];
      const told = lines.filter((line) => line.kind === 'part' || line.kind === 'total');
      for (const [index, line] of told.entries()) {
        for (const tax of ['exclTax', 'inclTax'] as const) {
          const [text, amount] = [line[tax], amounts[index]?.[tax]];
          expect(text === undefined).toBe(amount === undefined);
          if (text === undefined || amount === undefined) continue;
          expect(readAmount(text)).toBe(roundHalfUp(exactOf(amount), 4));
        }
      }
    }
  });
});
