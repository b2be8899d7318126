import { type Finding, parseDecimal, type Tariff } from '@peregrine/domain';
import { lint as lintTariff } from '@peregrine/pricing';
import { LineError } from '../frame/line-error.ts';
import type { Command } from '../frame/program.ts';
import { requireObject, type Sent } from '../frame/sent.ts';
import { readContext } from './read-context.ts';
import { firstTariff, readTariffs } from './read-tariffs.ts';

/**
 * What is odd about tariffs: `{"version","tariff"|"tariffs","max_power_kw"?}`, or a tariff by itself.
 * Pointers are into the line.
 */
export const lint: Command = (line) => {
  const sent = requireObject(line, '');
  const isBare = sent.elements !== undefined;
  const around: Sent = isBare ? { tariff: sent } : sent;
  const read: Finding[] = [];
  const tariffs = readTariffs(around, readContext(around, firstTariff(around)), read);
  if (!tariffs) throw new LineError('unknown-form', 'expected a "tariff" or "tariffs"');
  const context = contextOf(sent.max_power_kw);
  const found = tariffs.flatMap((tariff, index) =>
    lintOne(tariff, pointerOf(around, index), context),
  );
  const findings = isBare ? [...read, ...found].map(withoutTariff) : [...read, ...found];
  return { json: { findings }, tell: () => tellFindings(findings) };
};

type Context = NonNullable<Parameters<typeof lintTariff>[1]>;

function contextOf(maxPowerKw: unknown): Context {
  if (maxPowerKw === undefined || maxPowerKw === null) return {};
  const parsed = parseDecimal(maxPowerKw as string);
  if (parsed === undefined) throw new LineError('invalid', 'expected a number', '/max_power_kw');
  return { maxPowerKw: parsed };
}

function lintOne(tariff: Tariff, pointer: string, context: Context): readonly Finding[] {
  return lintTariff(tariff, context).map((it) => ({ ...it, pointer: pointer + it.pointer }));
}

function pointerOf({ tariffs }: Sent, index: number): string {
  return Array.isArray(tariffs) ? `/tariffs/${index}` : '/tariff';
}

/** The line is the tariff itself. */
function withoutTariff(finding: Finding): Finding {
  return { ...finding, pointer: finding.pointer.replace(/^\/tariff/, '') };
}

/** One line each: severity, place, code, reason. */
export function tellFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing to say';
  return findings
    .map(({ severity, pointer, code, reason }) => `${severity} ${pointer} ${code}: ${reason}`)
    .join('\n');
}
