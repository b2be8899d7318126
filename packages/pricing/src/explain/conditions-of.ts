import type { Tariff } from '@peregrine/domain';
import type { ExplainedTariff } from './types.ts';

/** What an explanation needs to keep of a tariff. */
export function conditionsOf({ tariffId, elements }: Tariff): ExplainedTariff {
  return {
    tariffId,
    elements: elements.map(({ restrictions }) => (restrictions ? { restrictions } : {})),
  };
}
