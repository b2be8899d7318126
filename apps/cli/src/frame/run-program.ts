import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { callerDirectory } from '../env.ts';
import { LineError, type Refusal, refusalOf } from './line-error.ts';
import { Output } from './output.ts';
import type { Command, Options, Program } from './program.ts';
import { readArguments } from './read-arguments.ts';
import { type Item, readItems } from './read-items.ts';
import { readJson } from './read-json.ts';

/** Runs a command line to its end, and sets the exit status of this process. */
export async function runProgram(program: Program, args: readonly string[]): Promise<void> {
  const request = readArguments(program, args);
  if (request.kind !== 'run') {
    (request.kind === 'help' ? process.stdout : process.stderr).write(request.text);
    process.exitCode = request.kind === 'help' ? 0 : 2;
    return;
  }
  endWithReader();
  endWithStarter();
  const entry = program.commands[request.command];
  if (!entry) throw new Error(`${program.name} lost its command ${request.command}`);
  const command = await entry.load();
  const output = new Output(process.stdout);
  for (const file of request.files) {
    const isOneOfMany = request.files.length > 1;
    const run = { command, options: request.options, output, name: nameOf(file), isOneOfMany };
    if (!(await answerFile(file, run))) process.exitCode = 1;
  }
}

type Run = {
  readonly command: Command;
  readonly options: Options;
  readonly output: Output;
  readonly name: string;
  readonly isOneOfMany: boolean;
};

/** Answers every text of one input; false when any had an error. */
async function answerFile(file: string, run: Run): Promise<boolean> {
  let isFine = true;
  const answerItem = async (item: Item) => {
    const answered = answer(item, run);
    if (!answered.isFine) isFine = false;
    await run.output.write(answered.text);
  };
  try {
    const source = file === '-' ? process.stdin : createReadStream(resolve(callerDirectory, file));
    for await (const items of readItems(source)) {
      for (const item of items) await answerItem(item);
      await run.output.flush();
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const refusal = refusalOf(new LineError('unreadable-file', `${run.name}: ${error.message}`));
    await run.output.write(run.options.json ? `${JSON.stringify(refusal)}\n` : told(refusal, ''));
    await run.output.flush();
    return false;
  }
  return isFine;
}

function answer(item: Item, run: Run): { readonly text: string; readonly isFine: boolean } {
  try {
    if (item.text === undefined) throw new LineError('too-long', 'longer than 16 MiB');
    const { json, tell } = run.command(readJson(item.text), run.options);
    const text = run.options.json ? JSON.stringify(json) : `${headOf(item, run)}${tell()}`;
    return { text: `${text}\n`, isFine: true };
  } catch (error) {
    const refusal = refusalOf(error instanceof LineError ? error : failureOf(error));
    const where = `${run.name}:${item.line}`;
    const text = run.options.json ? `${JSON.stringify(refusal)}\n` : told(refusal, where);
    return { text, isFine: false };
  }
}

/** Which of several texts is answered. */
function headOf({ line }: Item, { name, isOneOfMany }: Run): string {
  return isOneOfMany || line > 1 ? `${name}:${line}\n` : '';
}

/** A mistake of ours costs its line alone; standard error has what is needed to mend it. */
function failureOf(error: unknown): LineError {
  console.error(error);
  return new LineError('internal', error instanceof Error ? error.message : String(error));
}

function told({ error }: Refusal, where: string): string {
  const place = [where, error.pointer].filter(Boolean).join(' ');
  return `${place && `${place}: `}${error.code}: ${error.message}\n`;
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** `... | head -1`: when nobody reads any more there is nothing left to do. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    console.error(error.message);
    process.exit(2);
  });
}

/** Ends with the process that started this one, which is gone when the channel to it closes. */
function endWithStarter(): void {
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
}
