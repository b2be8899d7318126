import type {
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from '@peregrine/domain';
import { count, need, number, takeOrRefuse, text } from './leaves.ts';
import {
  needList,
  observe,
  type PartReader,
  put,
  type Reading,
  refuse,
  type Sent,
} from './reading.ts';
import { takeRestrictions } from './restrictions.ts';

/** What the tariff elements of one version hold. */
export type ElementRules = {
  readonly component: PartReader<PriceComponent>;
  readonly restrictions: PartReader<TariffRestrictions | undefined>;
};

/** The elements of a tariff: all of them decide its price, so none is ever left out. */
export function needElements(
  reading: Reading,
  sent: Sent,
  element: PartReader<TariffElement>,
): readonly TariffElement[] {
  const elements = needList(reading, sent.elements, 'elements', element);
  if (elements.length === 0 && Array.isArray(sent.elements))
    refuse(reading, 'elements', 'expected at least one element');
  return elements;
}

export function readElement(reading: Reading, sent: Sent, rules: ElementRules): TariffElement {
  const { price_components: list } = sent;
  const components = needList(reading, list, 'price_components', rules.component);
  if (repeats(components))
    observe(
      reading,
      'repeated-component',
      'price_components',
      'two components of one type in one element',
    );
  const element: TariffElement = { components };
  const restrictions = takeRestrictions(
    reading,
    sent.restrictions,
    'restrictions',
    rules.restrictions,
  );
  put(element, 'restrictions', restrictions);
  return element;
}

function repeats(components: readonly PriceComponent[]): boolean {
  return components.some(({ dimension }, at) =>
    components.some((other, before) => before < at && other.dimension === dimension),
  );
}

/** What a price component says in every version; a type that is not known spoils the tariff. */
export function readBareComponent(
  reading: Reading,
  sent: Sent,
  dimensions: readonly TariffDimension[],
): Pick<PriceComponent, 'dimension' | 'price' | 'stepSize'> {
  const type = need(reading, sent.type, 'type', text).toUpperCase();
  const dimension = dimensions.find((known) => known === type);
  if (!dimension && type !== '')
    refuse(reading, 'type', `expected one of ${dimensions.join(', ')}`);
  const stepSize = takeOrRefuse(reading, sent.step_size, 'step_size', count);
  if (stepSize === undefined && dimension !== 'FLAT')
    observe(reading, 'step-size', 'step_size', 'missing; taken as 1');
  return {
    dimension: dimension ?? 'FLAT',
    price: need(reading, sent.price, 'price', number),
    stepSize: stepSize ?? 1,
  };
}

type DisplayText = NonNullable<Tariff['altText']>[number];

/** DisplayText (OCPI types); the words without their language are still the words. */
export function readDisplayText(reading: Reading, sent: Sent): DisplayText {
  return {
    language: typeof sent.language === 'string' ? sent.language.slice(0, 8).toLowerCase() : '',
    text: need(reading, sent.text, 'text', text),
  };
}
