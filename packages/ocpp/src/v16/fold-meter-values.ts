import type { Finding, MeterReading } from '@peregrine/domain';
import { isObject, type JsonObject } from '../frames.ts';
import { readStationTime } from '../station-time.ts';

const ENERGY = 'Energy.Active.Import.Register';
const POWER = 'Power.Active.Import';

/**
 * Folds `meterValue`/`transactionData` (OCPP 1.6, 7.33 MeterValue). A sample that cannot be read is
 * left out with a finding, never the message: billing hangs on it.
 */
export function foldMeterValues(
  value: unknown,
  pointer: string,
): { readings: MeterReading[]; findings: Finding[] } {
  if (value === undefined) return { readings: [], findings: [] };
  const entries = Array.isArray(value) ? (value as unknown[]) : [value];
  const findings: Finding[] = [];
  const readings: MeterReading[] = [];
  for (const [index, entry] of entries.entries()) {
    const at = `${pointer}/${index}`;
    if (!isObject(entry)) {
      findings.push(unreadable(at, entry));
      continue;
    }
    const time = readStationTime(entry.timestamp, `${at}/timestamp`);
    const samples = readSamples(entry.sampledValue, `${at}/sampledValue`, findings);
    findings.push(...time.findings);
    const energyWh = totalOf(samples, ENERGY);
    const powerW = totalOf(samples, POWER);
    if (energyWh === undefined && powerW === undefined) continue;
    readings.push({
      ...(time.at && { at: time.at }),
      ...(energyWh !== undefined && { energyWh: Math.round(energyWh) }),
      ...(powerW !== undefined && { powerW: Math.round(powerW) }),
    });
  }
  return { readings, findings };
}

type Sample = { measurand: string; phase: string | undefined; base: number };

function readSamples(value: unknown, pointer: string, findings: Finding[]): Sample[] {
  const entries = Array.isArray(value) ? (value as unknown[]) : [value];
  return entries.flatMap((entry, index) => {
    const sample = isObject(entry) ? readSample(entry) : undefined;
    if (sample === 'other') return [];
    if (sample === undefined) findings.push(unreadable(`${pointer}/${index}`, entry));
    return sample ? [sample] : [];
  });
}

/** `other`: a measurand, place or format that no money hangs on. */
function readSample(entry: JsonObject): Sample | 'other' | undefined {
  // Absent means the energy register at the outlet, raw (OCPP 1.6, 7.43 SampledValue).
  const measurand = entry.measurand ?? ENERGY;
  if (measurand !== ENERGY && measurand !== POWER) return 'other';
  if (entry.format === 'SignedData' || (entry.location ?? 'Outlet') !== 'Outlet') return 'other';
  const number = Number(entry.value);
  const text = typeof entry.value === 'string' ? entry.value.trim() : entry.value;
  if (text === '' || text === undefined || text === null || !Number.isFinite(number)) {
    return undefined;
  }
  const phase = typeof entry.phase === 'string' ? entry.phase : undefined;
  return { measurand, phase, base: number * factorOf(entry.unit) };
}

/** Stations label power in Wh and kWh too: the prefix alone is believed. */
function factorOf(unit: unknown): number {
  return typeof unit === 'string' && unit.toLowerCase().startsWith('k') ? 1000 : 1;
}

/** The value without a phase, else the sum of the phases to neutral. */
function totalOf(samples: readonly Sample[], measurand: string): number | undefined {
  const mine = samples.filter((sample) => sample.measurand === measurand);
  const total = mine.find((sample) => sample.phase === undefined);
  if (total) return total.base;
  const phases = mine.filter((sample) => /^L[123](-N)?$/.test(sample.phase ?? ''));
  if (phases.length === 0) return undefined;
  return phases.reduce((sum, sample) => sum + sample.base, 0);
}

function unreadable(pointer: string, value: unknown): Finding {
  const claimed = JSON.stringify(value)?.slice(0, 64) ?? 'undefined';
  const reason = 'The sample cannot be read and was left out.';
  return { code: 'sample-unreadable', pointer, severity: 'warning', reason, claimed };
}
