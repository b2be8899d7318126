import {
  type Decimal,
  type PriceLimit,
  parseDecimal,
  partyRef,
  type Tariff,
  type TariffDimension,
  type TariffRestrictions,
} from '@peregrine/domain';
import { instant } from './tariff.fixture.ts';

type Wire = Readonly<Record<string, unknown>>;
type WireElement = { readonly price_components: readonly Wire[]; readonly restrictions?: Wire };

const decimalOf = (value: unknown): Decimal => {
  const parsed = parseDecimal(String(value));
  if (parsed === undefined) throw new Error(`no decimal: ${String(value)}`);
  return parsed;
};

const QUANTITIES: Readonly<Record<string, keyof TariffRestrictions>> = {
  min_kwh: 'minKwh',
  max_kwh: 'maxKwh',
  min_current: 'minCurrentA',
  max_current: 'maxCurrentA',
  min_power: 'minPowerKw',
  max_power: 'maxPowerKw',
};

const AS_SENT: Readonly<Record<string, keyof TariffRestrictions>> = {
  start_time: 'startTime',
  end_time: 'endTime',
  start_date: 'startDate',
  end_date: 'endDate',
  min_duration: 'minDurationSeconds',
  max_duration: 'maxDurationSeconds',
  day_of_week: 'daysOfWeek',
  reservation: 'reservation',
};

/**
 * The specification's own example tariffs, plainly read: the folds live in the protocol's room, which
 * this one may not import. Without a party a tariff is of 2.1.1.
 */
export function tariffOfWire(wire: Wire): Tariff {
  const { country_code, party_id, tax_included = 'NO' } = wire;
  const isOld = country_code === undefined;
  const untaxed = isOld || wire.tax_included === undefined ? 'none' : 'unknown';
  return {
    party: partyRef(String(country_code ?? 'DE'), String(party_id ?? 'PER')),
    tariffId: String(wire.id),
    currency: String(wire.currency),
    elementChoice: isOld ? 'whole-element' : 'per-dimension',
    taxIncluded: tax_included === 'YES' ? 'yes' : tax_included === 'NO' ? 'no' : 'not-applicable',
    elements: (wire.elements as readonly WireElement[]).map(
      ({ price_components, restrictions }) => ({
        components: price_components.map(({ type, price, vat, step_size }) => ({
          dimension: type as TariffDimension,
          price: decimalOf(price),
          tax: vat === undefined ? { kind: untaxed } : { kind: 'rate', percent: decimalOf(vat) },
          stepSize: Number(step_size),
        })),
        ...(restrictions && { restrictions: restrictionsOf(restrictions) }),
      }),
    ),
    lastUpdated: instant('2026-01-01T00:00:00Z'),
    ...(wire.type !== undefined && { type: String(wire.type) }),
    ...(wire.min_price !== undefined && { minPrice: limitOf(wire.min_price as Wire) }),
    ...(wire.max_price !== undefined && { maxPrice: limitOf(wire.max_price as Wire) }),
    ...(wire.end_date_time !== undefined && { endsAt: instant(String(wire.end_date_time)) }),
  };
}

function limitOf(wire: Wire): PriceLimit {
  const inclTax = wire.incl_vat ?? wire.after_taxes;
  return {
    exclTax: decimalOf(wire.excl_vat ?? wire.before_taxes),
    ...(inclTax !== undefined && { inclTax: decimalOf(inclTax) }),
  };
}

function restrictionsOf(wire: Wire): TariffRestrictions {
  const entries = Object.entries(wire).map(([name, value]) => {
    const quantity = QUANTITIES[name];
    if (quantity) return [quantity, decimalOf(value)];
    const known = AS_SENT[name];
    if (!known) throw new Error(`the examples have no ${name}`);
    return [known, value];
  });
  return Object.fromEntries(entries);
}
