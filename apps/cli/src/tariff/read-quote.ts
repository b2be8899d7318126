import {
  type Decimal,
  type DriverPlan,
  type Finding,
  type Instant,
  parseDecimal,
  parseInstant,
} from '@peregrine/domain';
import type { QuoteConnector, QuoteInput, QuoteVehicle, WantedCharge } from '@peregrine/pricing';
import { LineError } from '../frame/line-error.ts';
import { requireObject, type Sent } from '../frame/sent.ts';
import { readContext } from './read-context.ts';
import { firstTariff, readTariffs } from './read-tariffs.ts';
import { ASSUMED_UTC, readZone } from './time-zone.ts';

/** A driver's plan as a line gives it, and the VAT of the country. */
export type GivenPlan = { readonly plan: DriverPlan; readonly vatPercent: Decimal | undefined };

export type QuoteForm = {
  readonly input: QuoteInput;
  readonly given: GivenPlan | undefined;
  readonly findings: readonly Finding[];
};

/** Reads a line of `quote`: see the help. Throws a LineError on what cannot be read. */
export function readQuoteForm(line: unknown): QuoteForm {
  const sent = requireObject(line, '');
  const findings: Finding[] = [];
  const [tariff] = readTariffs(sent, readContext(sent, firstTariff(sent)), findings) ?? [];
  if (!tariff) throw new LineError('missing', 'expected a "tariff"', '/tariff');
  const staySeconds = takeSeconds(sent);
  const input: QuoteInput = {
    tariff,
    charge: readCharge(requireObject(sent.charge, '/charge')),
    connector: readConnector(requireObject(sent.connector, '/connector')),
    ...(sent.vehicle !== undefined && { vehicle: readVehicle(sent.vehicle) }),
    at: readInstant(sent.at, '/at'),
    timeZone: (readZone(sent.time_zone, '/time_zone') ?? ASSUMED_UTC).timeZone,
    ...(staySeconds !== undefined && { staySeconds }),
  };
  return { input, given: readPlan(sent, tariff.currency), findings };
}

function readCharge(charge: Sent): WantedCharge {
  const energyKwh = takeNumber(charge, 'kwh', '/charge');
  if (energyKwh !== undefined) return { energyKwh };
  return {
    fromPercent: needNumber(charge, 'from_percent', '/charge'),
    toPercent: needNumber(charge, 'to_percent', '/charge'),
  };
}

function readConnector(connector: Sent): QuoteConnector {
  const maxCurrentA = takeNumber(connector, 'max_current', '/connector');
  return {
    maxPowerKw: needNumber(connector, 'max_power_kw', '/connector'),
    ...(maxCurrentA !== undefined && { maxCurrentA }),
  };
}

function readVehicle(value: unknown): QuoteVehicle {
  const vehicle = requireObject(value, '/vehicle');
  const batteryKwh = takeNumber(vehicle, 'battery_kwh', '/vehicle');
  const maxPowerKw = takeNumber(vehicle, 'max_power_kw', '/vehicle');
  const { curve } = vehicle;
  if (curve !== undefined && !Array.isArray(curve)) {
    throw new LineError('invalid', 'expected a list', '/vehicle/curve');
  }
  return {
    ...(batteryKwh !== undefined && { batteryKwh }),
    ...(maxPowerKw !== undefined && { maxPowerKw }),
    ...(curve && { curve: curve.map(readPoint) }),
  };
}

function readPoint(value: unknown, index: number) {
  const pointer = `/vehicle/curve/${index}`;
  const point = requireObject(value, pointer);
  return {
    percent: needNumber(point, 'percent', pointer),
    powerKw: needNumber(point, 'power_kw', pointer),
  };
}

function readPlan(sent: Sent, currency: string): GivenPlan | undefined {
  if (sent.plan === undefined || sent.plan === null) return undefined;
  const plan = requireObject(sent.plan, '/plan');
  const { audience = 'consumer' } = plan;
  if (audience !== 'consumer' && audience !== 'business') {
    throw new LineError('invalid', 'expected consumer or business', '/plan/audience');
  }
  const perKwh = takeNumber(plan, 'fee_per_kwh', '/plan') ?? NOTHING;
  const perCharge = takeNumber(plan, 'fee_per_charge', '/plan') ?? NOTHING;
  return {
    vatPercent: takeNumber(plan, 'vat_percent', '/plan'),
    plan: {
      name: 'given',
      audience,
      currency,
      basis: 'pass-through',
      partnerFeePerKwh: perKwh,
      partnerFeePerCharge: perCharge,
      ownFeePerKwh: perKwh,
      ownFeePerCharge: perCharge,
      payment: { kind: 'per-charge', holdMinor: '0' },
    },
  };
}

const NOTHING = '0' as Decimal;

function readInstant(value: unknown, pointer: string): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (instant) return instant;
  throw new LineError('invalid', 'expected a date-time', pointer);
}

function takeSeconds(sent: Sent): number | undefined {
  const seconds = takeNumber(sent, 'stay_seconds', '');
  if (seconds === undefined || /^\d{1,9}$/.test(seconds)) {
    return seconds === undefined ? undefined : Number(seconds);
  }
  throw new LineError('invalid', 'expected whole seconds', '/stay_seconds');
}

function needNumber(sent: Sent, key: string, within: string): Decimal {
  const value = takeNumber(sent, key, within);
  if (value !== undefined) return value;
  throw new LineError('missing', 'expected a number', `${within}/${key}`);
}

function takeNumber(sent: Sent, key: string, within: string): Decimal | undefined {
  const value = sent[key];
  if (value === undefined || value === null) return undefined;
  const isNumber = typeof value === 'number' || typeof value === 'string';
  const parsed = isNumber ? parseDecimal(value) : undefined;
  if (parsed !== undefined && !parsed.startsWith('-')) return parsed;
  throw new LineError('invalid', 'expected a number of at least 0', `${within}/${key}`);
}
