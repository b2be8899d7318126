import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Milliseconds; medians over the rounds of each round's percentile, and the worst round. */
export type Times = {
  readonly calls: number;
  readonly rounds: number;
  readonly p50: number;
  readonly p95: number;
  readonly worstP95: number;
};

const ROUNDS = 5;

/** Times calls one after the other, all of them in each of five rounds, after one that warms up. */
export async function timeRounds(calls: readonly (() => Promise<unknown>)[]): Promise<Times> {
  const p50s: number[] = [];
  const p95s: number[] = [];
  for (const call of calls) await call();
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: number[] = [];
    for (const call of calls) {
      const from = performance.now();
      await call();
      times.push(performance.now() - from);
    }
    p50s.push(percentile(times, 0.5));
    p95s.push(percentile(times, 0.95));
  }
  return {
    calls: calls.length,
    rounds: ROUNDS,
    p50: percentile(p50s, 0.5),
    p95: percentile(p95s, 0.5),
    worstP95: Math.max(...p95s),
  };
}

/** The smallest value that at least this part of all does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** The most memory that a process ever held, in MB (10^6 bytes); undefined where Linux is not. */
export function peakMemoryMb(pid: number): number | undefined {
  try {
    const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib === undefined ? undefined : (Number(kib) * 1024) / 1e6;
  } catch {
    // No /proc: another system than Linux.
    return undefined;
  }
}

/** The machine and the versions that figures belong to, in one line each. */
export function describeMachine(postgresVersion: string): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const [load = 0] = loadavg();
  return [
    `${cores[0]?.model ?? 'unknown CPU'}, ${cores.length} cores, ${memory} GiB, ${type()} ${release()}`,
    `Node ${process.version}, ${postgresVersion}; load before: ${load.toFixed(1)}`,
  ].join('\n');
}

/** A figure beside the limit that it must keep. */
export type Figure = { readonly what: string; readonly measured: string; readonly limit: string };

/** Written past the reporter: figures are what a bench is for. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  const width = (key: keyof Figure) => Math.max(...figures.map((it) => it[key].length));
  const [what, measured] = [width('what'), width('measured')];
  const lines = figures.map(
    (it) => `  ${it.what.padEnd(what)}  ${it.measured.padEnd(measured)}  ${it.limit}`,
  );
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

export function tell({ p50, p95, worstP95 }: Times): string {
  const ms = (value: number) => value.toFixed(1).padStart(6);
  return `median ${ms(p50)}  p95 ${ms(p95)}  worst round ${ms(worstP95)} ms`;
}
