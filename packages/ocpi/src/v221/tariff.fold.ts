import {
  type Finding,
  type PriceComponent,
  partyRef,
  type Tariff,
  type TariffElement,
  type TariffRestrictions,
} from '@peregrine/domain';
import type { z } from 'zod';
import { present } from '../read/present.ts';
import { foldPrice } from '../read/price.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import { type priceComponentSchema, restrictionsSchema, tariffSchema } from './tariff.schema.ts';

/** OCPI 2.2.1 Tariff -> domain: prices net of tax, one element chosen per dimension. */
export function foldTariff(input: unknown): ReadResult<Tariff> {
  const read = readObject(tariffSchema, input);
  if (!read.ok) return read;
  const findings: Finding[] = [...read.findings];
  const tariff = tariffOf(read.value);
  for (const [index, element] of tariff.elements.entries()) {
    const dimensions = element.components.map((component) => component.dimension);
    if (new Set(dimensions).size < dimensions.length)
      findings.push({
        code: 'repeated-component',
        pointer: `/elements/${index}/price_components`,
        severity: 'warning',
        reason: 'two components of one type in one element',
      });
  }
  return { ok: true, value: tariff, findings };
}

/** A tariff that was already read, e.g. inside a CDR. */
export function tariffOf(sent: z.output<typeof tariffSchema>): Tariff {
  return {
    party: partyRef(sent.country_code, sent.party_id),
    tariffId: sent.id,
    currency: sent.currency,
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements: sent.elements.map(foldElement),
    lastUpdated: sent.last_updated,
    ...present({
      type: sent.type,
      minPrice: sent.min_price ? foldPrice(sent.min_price) : undefined,
      maxPrice: sent.max_price ? foldPrice(sent.max_price) : undefined,
      startsAt: sent.start_date_time,
      endsAt: sent.end_date_time,
    }),
  };
}

function foldElement(sent: z.output<typeof tariffSchema>['elements'][number]): TariffElement {
  const restrictions = sent.restrictions ? foldRestrictions(sent.restrictions) : undefined;
  const restricts = restrictions && Object.keys(restrictions).length > 0;
  return {
    components: sent.price_components.map(foldComponent),
    ...(restricts ? { restrictions } : {}),
  };
}

function foldComponent(sent: z.output<typeof priceComponentSchema>): PriceComponent {
  return {
    dimension: sent.type,
    price: sent.price,
    tax: sent.vat == null ? { kind: 'unknown' } : { kind: 'rate', percent: sent.vat },
    stepSize: sent.step_size ?? 1,
  };
}

function foldRestrictions(sent: z.output<typeof restrictionsSchema>): TariffRestrictions {
  const unknown = Object.entries(sent).flatMap(([name, value]) =>
    name in restrictionsSchema.shape || value == null ? [] : [name.slice(0, 64)],
  );
  return present({
    startTime: sent.start_time,
    endTime: sent.end_time,
    startDate: sent.start_date,
    endDate: sent.end_date,
    minKwh: sent.min_kwh,
    maxKwh: sent.max_kwh,
    minCurrentA: sent.min_current,
    maxCurrentA: sent.max_current,
    minPowerKw: sent.min_power,
    maxPowerKw: sent.max_power,
    minDurationSeconds: sent.min_duration,
    maxDurationSeconds: sent.max_duration,
    daysOfWeek: sent.day_of_week?.length ? sent.day_of_week : undefined,
    reservation: sent.reservation,
    unknown: unknown.length > 0 ? unknown : undefined,
  });
}
