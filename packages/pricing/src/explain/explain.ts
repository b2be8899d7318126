import { compare, type Decimal, exactOf, sum, toDecimal } from '@peregrine/domain';
import {
  type DescribedPart,
  type DescribedSession,
  describeSession,
} from '../price/describe-session.ts';
import type { PricedSession, PricingNote, PricingNoteCode } from '../price/types.ts';
import type { Quote, QuoteRange, UnquotableReason } from '../quote/types.ts';
import { explainPart, reason, type Style } from './explain-part.ts';
import { formatIn } from './format.ts';
import { textsIn } from './texts-in.ts';
import type { ExplainedLine, ExplainedReason, ExplainLanguage, ExplainOptions } from './types.ts';

/** A note names this many charging periods, then says how many more. */
const NAMED_PERIODS = 5;

/**
 * A price for a person: each part with what was measured, what is billed and why, the limits that
 * bit, the total, and the notes. Times are the location's own. Throws a RangeError on an unknown
 * zone, which no priced session has.
 */
export function explain(session: PricedSession, options: ExplainOptions): readonly ExplainedLine[] {
  return explainDescribed(describeSession(session), options);
}

/** The same of a computation as it was kept. */
export function explainDescribed(
  session: DescribedSession,
  options: ExplainOptions,
): readonly ExplainedLine[] {
  const { language, timeZone, tariffs = [] } = options;
  const texts = textsIn(language);
  const style: Style = { texts, format: formatIn(language, timeZone, session.currency), tariffs };
  return [
    ...session.parts.map((part, index) => explainPart(part, index, style)),
    ...explainLimits(session, style),
    explainTotal(session, style),
    ...explainNotes(session.notes, style),
  ];
}

/** What a charge will cost, for a person: the expected session, and what the range depends on. */
export function explainQuote(quote: Quote, options: ExplainOptions): readonly ExplainedLine[] {
  const { language, timeZone } = options;
  const texts = textsIn(language);
  const format = formatIn(language, timeZone, quote.expected.currency);
  const written = (tax: 'exclTax' | 'inclTax', range: QuoteRange | undefined) => {
    if (!range || compare(range.low, range.high) === 0) return [];
    const [low, high] = [range.low, range.high].map((it) => format.money(toDecimal(it)));
    return [reason('range', texts.rangeOf(low ?? '', high ?? '', tax))];
  };
  const ranges = [...written('exclTax', quote.exclTax), ...written('inclTax', quote.inclTax)];
  const factors = quote.dependsOn.map((factor) => reason('range', texts.factor[factor]));
  const reasons = [...ranges, ...factors];
  const fixed = reason('range', texts.fixed);
  return [
    ...explain(quote.expected, options),
    { kind: 'range', title: texts.range, reasons: reasons.length > 0 ? reasons : [fixed] },
  ];
}

/** Why there is no price, or no quote, in one sentence. */
export function explainRefusal(
  refusal: { readonly reason: UnquotableReason },
  options: { readonly language: ExplainLanguage },
): string {
  return textsIn(options.language).unquotable[refusal.reason];
}

function isLimit(code: PricingNoteCode): code is 'clamped-to-minimum' | 'clamped-to-maximum' {
  return code === 'clamped-to-minimum' || code === 'clamped-to-maximum';
}

function explainLimits(session: DescribedSession, style: Style): readonly ExplainedLine[] {
  const { texts, format } = style;
  const changes = (['exclTax', 'inclTax'] as const).flatMap((tax) => {
    const total = tax === 'exclTax' ? session.totalExclTax : session.totalInclTax;
    const lines = sumOf(session.parts, tax);
    if (lines === undefined || total === undefined || lines === total) return [];
    return [reason('limit', texts.limited[tax](format.money(lines), format.money(total)))];
  });
  return session.notes.flatMap(({ code }) => {
    if (!isLimit(code)) return [];
    const { title, text } = texts.limit[code];
    return [{ kind: 'limit', code, title, reasons: [reason('limit', text), ...changes] }];
  });
}

function sumOf(parts: readonly DescribedPart[], tax: 'exclTax' | 'inclTax'): Decimal | undefined {
  const amounts = parts.map((part) => part[tax]);
  return amounts.every((it) => it !== undefined) ? toDecimal(sum(amounts.map(exactOf))) : undefined;
}

function explainTotal(session: DescribedSession, { texts, format }: Style): ExplainedLine {
  const { totalExclTax: exclTax, totalInclTax: inclTax } = session;
  const reasons: ExplainedReason[] = [];
  if (inclTax === undefined) reasons.push(reason('tax', texts.totalUnknown.inclTax));
  if (exclTax === undefined) reasons.push(reason('tax', texts.totalUnknown.exclTax));
  return {
    kind: 'total',
    title: texts.total,
    reasons,
    ...(exclTax !== undefined && { exclTax: format.money(exclTax) }),
    ...(inclTax !== undefined && { inclTax: format.money(inclTax) }),
  };
}

/** One line a note, with the charging periods that it is about. */
function explainNotes(notes: readonly PricingNote[], style: Style): readonly ExplainedLine[] {
  const { texts } = style;
  const codes = [...new Set(notes.map(({ code }) => code))].filter((code) => !isLimit(code));
  return codes.map((code) => {
    const periods = notes.flatMap((note) =>
      note.code === code && note.periodIndex !== undefined ? [note.periodIndex + 1] : [],
    );
    const reasons = [reason('note', texts.notes[code]), ...tellPeriods(periods, style)];
    return { kind: 'note', code, title: texts.note, reasons };
  });
}

function tellPeriods(periods: readonly number[], { texts, format }: Style) {
  if (periods.length === 0) return [];
  const named = periods.slice(0, NAMED_PERIODS).map(String);
  const more = periods.length - named.length;
  const list = more > 0 ? named.join(', ') : format.list(named);
  return [reason('note', texts.inPeriods(list, periods.length, more))];
}
