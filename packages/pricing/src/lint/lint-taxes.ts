import {
  compare,
  type Decimal,
  exact,
  exactOf,
  type PriceComponent,
  type Tariff,
} from '@peregrine/domain';
import { isEuropean, isEuropeanRate } from './europe.ts';
import { atComponent, found, listed } from './found.ts';
import type { LintFinding } from './types.ts';

type Placed = {
  readonly component: PriceComponent;
  readonly at: readonly (string | number)[];
  readonly percent: Decimal | undefined;
};

/** The highest rate of VAT in Europe is Hungary's 27 %. */
const HIGHEST = exact(30n);

/** Tax of the components, each by itself and against each other (OCPI PriceComponent.vat). */
export function lintTaxes(tariff: Tariff): readonly LintFinding[] {
  const placed = tariff.elements.flatMap(({ components }, element) =>
    components.map((component, position): Placed => {
      const percent = component.tax.kind === 'rate' ? component.tax.percent : undefined;
      return { component, at: atComponent(element, position, 'vat'), percent };
    }),
  );
  return [...placed.flatMap((it) => lintRate(it, tariff)), ...lintTogether(placed, tariff)];
}

function lintRate({ at, percent }: Placed, tariff: Tariff): readonly LintFinding[] {
  if (percent === undefined) return [];
  const rate = exactOf(percent);
  if (rate.num < 0n) return [found('tax-negative', 'error', at, 'No tax is below 0 %.')];
  if (compare(rate, HIGHEST) > 0) {
    const reason = `${percent} % is more than any country of Europe takes.`;
    return [found('tax-too-high', 'warning', at, reason)];
  }
  if (tariff.taxIncluded === 'not-applicable' && rate.num > 0n) {
    const reason = 'tax_included says that no tax applies, and this component has a rate.';
    return [found('tax-contradiction', 'warning', at, reason)];
  }
  if (isEuropean(tariff.party.countryCode) && !isEuropeanRate(percent)) {
    const reason = `No country of Europe has a VAT of ${percent} %.`;
    return [found('tax-not-european', 'info', at, reason)];
  }
  return [];
}

function lintTogether(placed: readonly Placed[], tariff: Tariff): readonly LintFinding[] {
  const charged = placed.filter(({ component }) => component.price !== '0');
  const missing = charged.filter(({ percent }) => percent === undefined);
  const rates = [...new Set(charged.flatMap(({ percent }) => percent ?? []))];
  const findings: LintFinding[] = [];
  if (rates.length > 0) {
    const reason = 'Other components have a VAT, this one has none: is it unknown or not due?';
    findings.push(...missing.map(({ at }) => found('tax-partly-missing', 'warning', at, reason)));
  }
  if (rates.length > 1) {
    const percents = listed(rates.map((rate) => `${rate} %`));
    const reason = `A charge is one supply, and its parts bear ${percents}.`;
    findings.push(found('tax-mixed', 'info', ['elements'], reason));
  }
  if (rates.length > 0 || missing.length === 0) return findings;
  const isUnknown = missing.some(({ component }) => component.tax.kind === 'unknown');
  if (tariff.taxIncluded === 'yes' && isUnknown) {
    const reason = 'Tax is included at an unknown rate: the amount before tax cannot be told.';
    return [...findings, found('tax-included-unknown', 'info', ['tax_included'], reason)];
  }
  // 2.1.1 has no VAT, and outside Europe its rate is rarely known beforehand.
  const isExpected =
    tariff.elementChoice === 'per-dimension' && isEuropean(tariff.party.countryCode);
  if (tariff.taxIncluded !== 'no' || !isExpected) return findings;
  const reason = 'No component has a VAT: what the driver pays after tax cannot be told.';
  return [...findings, found('tax-absent', 'info', ['elements'], reason)];
}
