import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a command line left behind. */
export type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** Runs the script of a command line in a process of its own, as `npm run -s` does. */
export async function runCommand(
  program: 'tariff' | 'signed-data',
  args: readonly string[],
  input = '',
): Promise<Ended> {
  const script = join(import.meta.dirname, `../${program}.ts`);
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number]>;
  const read = Promise.all([text(child.stdout), text(child.stderr)]);
  child.stdin.end(input);
  const [[status], [stdout, stderr]] = await Promise.all([ended, read]);
  return { status, stdout, stderr };
}

/** Answers to lines, one JSON object each. */
export async function answersTo(
  program: 'tariff' | 'signed-data',
  command: string,
  lines: readonly unknown[],
): Promise<{ readonly status: number; readonly answers: readonly Answer[] }> {
  const input = lines
    .map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
    .join('');
  const { status, stdout } = await runCommand(program, [command, '--json'], input);
  const answers = stdout.split('\n').slice(0, -1);
  return { status, answers: answers.map((answer) => JSON.parse(answer) as Answer) };
}

type Answer = Readonly<Record<string, unknown>>;
