import type { ExplainedLine } from '@peregrine/pricing';
import type { Options } from '../frame/program.ts';

const WORDS = {
  en: { exclTax: 'before tax', inclTax: 'after tax', unknown: 'unknown' },
  de: { exclTax: 'netto', inclTax: 'brutto', unknown: 'unbekannt' },
} as const;

/** A price as lines of text: amounts in columns; with `reasons`, why each is what it is. */
export function tellLines(
  lines: readonly ExplainedLine[],
  { language }: Options,
  reasons: boolean,
): string {
  const words = WORDS[language];
  const width = Math.max(...lines.map((line) => headOf(line).length));
  return lines
    .flatMap((line) => {
      const head = headOf(line).padEnd(width);
      const told =
        reasons || line.kind === 'note' || line.kind === 'limit' || line.kind === 'range';
      const why = told ? line.reasons.map(({ text }) => `    ${text}`) : [];
      if (line.kind !== 'part' && line.kind !== 'total') return [line.title, ...why];
      const amounts = (['exclTax', 'inclTax'] as const).map(
        (tax) => `${(line[tax] ?? words.unknown).padStart(12)} ${words[tax]}`,
      );
      return [`${head}  ${amounts.join('  ')}`, ...why];
    })
    .join('\n');
}

function headOf(line: ExplainedLine): string {
  return line.kind === 'part' ? `${line.title} ${line.quantity}` : line.title;
}
