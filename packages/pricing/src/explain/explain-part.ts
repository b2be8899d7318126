import {
  type Decimal,
  decimal,
  exact,
  exactOf,
  multiply,
  roundHalfUp,
  type TariffRestrictions,
} from '@peregrine/domain';
import type { DescribedPart } from '../price/describe-session.ts';
import { type Format, SUM_DECIMALS } from './format.ts';
import { tellConditions, tellSubjects } from './tell-conditions.ts';
import type { Texts } from './texts.ts';
import type { ExplainedPart, ExplainedReason, ExplainedTariff } from './types.ts';

/** How an explanation is written: its words, its figures, and the tariffs if they are at hand. */
export type Style = {
  readonly texts: Texts;
  readonly format: Format;
  readonly tariffs: readonly ExplainedTariff[];
};

/** One part of the price: when, what was measured and billed, why this price, and its tax. */
export function explainPart(part: DescribedPart, index: number, style: Style): ExplainedPart {
  const { texts, format } = style;
  const { dimension, reservation, exclTax, inclTax } = part;
  const isOfReservation = reservation && (dimension === 'FLAT' || dimension === 'TIME');
  return {
    kind: 'part',
    part: index,
    dimension,
    ...(reservation && { reservation }),
    title: isOfReservation ? texts.reservation[dimension] : texts.dimension[dimension],
    quantity: quantityOf(part, part.billed, format),
    reasons: [
      tellWhen(part, style),
      tellQuantity(part, style),
      ...tellStep(part, style),
      ...tellReading(part, style),
      ...tellRestrictions(part, style),
      tellPrice(part, style),
      ...tellRounding(part, style),
      tellTax(part, style),
    ],
    ...(exclTax !== undefined && { exclTax: format.money(exclTax) }),
    ...(inclTax !== undefined && { inclTax: format.money(inclTax) }),
  };
}

function quantityOf({ dimension }: DescribedPart, value: DescribedPart['billed'], format: Format) {
  if (dimension === 'ENERGY') return format.energy(value);
  return dimension === 'FLAT' ? `${format.plain(value)} ×` : format.hours(value);
}

function tellWhen({ because, dimension }: DescribedPart, { texts, format }: Style) {
  const [from, to] = [format.clock(because.from), format.clock(because.to)];
  const start = `${from.day}, ${from.time}`;
  // Across a change of the clocks both zones are needed to tell the times apart.
  const zone = from.zone === to.zone ? to.zone : `${from.zone} – ${to.zone}`;
  const end = from.day === to.day ? to.time : `${to.day}, ${to.time}`;
  return reason(
    'when',
    dimension === 'FLAT' ? texts.at(start, from.zone) : texts.between(start, end, zone),
  );
}

function tellQuantity(part: DescribedPart, { texts, format }: Style): ExplainedReason {
  if (part.dimension === 'FLAT') return reason('quantity', texts.once);
  const [measured, billed] = [part.measured, part.billed].map((it) => quantityOf(part, it, format));
  if (measured === undefined || billed === undefined || part.measured === part.billed) {
    return reason('quantity', texts.billedAsMeasured(billed ?? ''));
  }
  return reason('quantity', texts.measuredAndBilled(measured, billed));
}

function tellStep(part: DescribedPart, { texts, format }: Style): readonly ExplainedReason[] {
  const { step } = part.because;
  if (!step) return [];
  const isMore = !step.added.startsWith('-');
  const change = isMore ? step.added : decimal(step.added.slice(1));
  const size =
    part.dimension === 'ENERGY'
      ? `${format.plain(step.size)} Wh`
      : format.seconds(BigInt(step.size));
  const changed = quantityOf(part, change, format);
  return [reason('step', texts.step(size, changed, isMore, !isWholeSteps(part, step.size)))];
}

/** Where a part is no multiple of its step by itself, the step was that of the session's sum. */
function isWholeSteps({ dimension, billed }: DescribedPart, size: Decimal): boolean {
  const perUnit = dimension === 'ENERGY' ? 1_000_000n : 3_600_000n;
  const quantity = roundHalfUp(multiply(exactOf(billed), exact(perUnit)), 0);
  return quantity % (BigInt(size) * 1_000n) === 0n;
}

function tellReading({ because }: DescribedPart, { texts }: Style): readonly ExplainedReason[] {
  const { reading } = because;
  return reading === 'as-sent' ? [] : [reason('reading', texts.reading[reading])];
}

/** The restrictions that decided: those of the price that held, and why earlier ones did not. */
function tellRestrictions(part: DescribedPart, style: Style): readonly ExplainedReason[] {
  const { texts, format } = style;
  const { restrictions: names, passedOver } = part.because;
  const reasons: ExplainedReason[] = [];
  const own = restrictionsOf(part, part.element, style);
  if (names.length > 0) {
    const text = own
      ? texts.applies(tellConditions(names, own, texts, format).join(', '))
      : texts.depends(format.list(tellSubjects(names, texts)));
    reasons.push(reason('restriction', text));
  }
  for (const { element, restriction } of passedOver) {
    const other = restrictionsOf(part, element, style);
    const [condition] = other ? tellConditions([restriction], other, texts, format) : [];
    const [subject = restriction] = tellSubjects([restriction], texts);
    reasons.push(
      reason(
        'restriction',
        condition === undefined
          ? texts.passedOverBy(element + 1, subject)
          : texts.passedOver(element + 1, condition),
      ),
    );
  }
  return reasons;
}

function restrictionsOf(
  { because }: DescribedPart,
  element: number,
  { tariffs }: Style,
): TariffRestrictions | undefined {
  const tariff = tariffs.find(({ tariffId }) => tariffId === because.tariffId);
  return tariff?.elements[element]?.restrictions;
}

function tellPrice(part: DescribedPart, { texts, format }: Style): ExplainedReason {
  const { per } = texts;
  const unit = format.unitPrice(part.unitPrice);
  if (part.dimension === 'FLAT') {
    const whole = part.reservation ? per.reservation : per.session;
    return reason('price', texts.flatPrice(unit, whole));
  }
  const amount = part.taxIncluded === 'yes' ? part.inclTax : part.exclTax;
  const quantity = quantityOf(part, part.billed, format);
  const one = part.dimension === 'ENERGY' ? per.kWh : per.h;
  if (amount === undefined) return reason('price', texts.flatPrice(unit, one));
  const isExact = (amount.split('.')[1]?.length ?? 0) <= SUM_DECIMALS;
  const sum = `${isExact ? '=' : '≈'} ${format.money(amount)}`;
  return reason('price', texts.price(unit, one, quantity, sum));
}

function tellRounding({ because }: DescribedPart, { texts, format }: Style) {
  const { priceRound } = because;
  if (!priceRound) return [];
  const text = texts.rounding(format.plain(priceRound.granularity), priceRound.rule);
  return [reason('rounding', text)];
}

/** A described part tells its tax by what it knows: a rate, or both amounts, or only one of them. */
function tellTax(part: DescribedPart, { texts, format }: Style): ExplainedReason {
  const { taxPercent, taxIncluded, exclTax, inclTax } = part;
  const { tax } = texts;
  if (exclTax === undefined) return reason('tax', tax.unknownIncluded);
  if (inclTax === undefined) return reason('tax', tax.unknown);
  if (taxPercent === undefined || taxIncluded === 'not-applicable') return reason('tax', tax.none);
  const percent = format.percent(taxPercent);
  return reason('tax', taxIncluded === 'yes' ? tax.included(percent) : tax.added(percent));
}

export function reason(topic: ExplainedReason['topic'], text: string): ExplainedReason {
  return { topic, text };
}
