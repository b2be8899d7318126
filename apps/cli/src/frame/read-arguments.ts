import { parseArgs } from 'node:util';
import type { Options, Program } from './program.ts';

/** What to do; `usage` is for the person who asked for help, or for something that is not there. */
export type Request =
  | ({ readonly kind: 'run'; readonly command: string; readonly files: readonly string[] } & {
      readonly options: Options;
    })
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'misuse'; readonly text: string };

/** Reads a command line: one command, options, and the inputs, `-` being standard input. */
export function readArguments(program: Program, args: readonly string[]): Request {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        language: { type: 'string', default: 'en' },
      },
    });
    const [command, ...files] = positionals;
    const { help, json = false, language } = values;
    if (help) return { kind: 'help', text: usageOf(program) };
    if (command === undefined) return misuse(program, 'which command?');
    if (!Object.hasOwn(program.commands, command)) {
      return misuse(program, `there is no command ${command}`);
    }
    if (language !== 'en' && language !== 'de') return misuse(program, '--language is en or de');
    return {
      kind: 'run',
      command,
      files: files.length === 0 ? ['-'] : files,
      options: { json, language },
    };
  } catch (error) {
    if (error instanceof TypeError) return misuse(program, error.message);
    throw error;
  }
}

function misuse(program: Program, problem: string): Request {
  return { kind: 'misuse', text: `${program.name}: ${problem}\n\n${usageOf(program)}` };
}

function usageOf({ name, commands, forms }: Program): string {
  const width = Math.max(...Object.keys(commands).map((command) => command.length));
  const list = Object.entries(commands).map(
    ([command, { summary }]) => `  ${command.padEnd(width)}  ${summary}`,
  );
  return `Usage: npm run -s ${name} -- COMMAND [--json] [--language en|de] [FILE ...]

${list.join('\n')}

Reads the files, or standard input (also as "-"): one JSON text a line, or documents over several
lines. Answers in their order: text for people, with --json one JSON line each. A text that cannot be
answered gets {"error":{"code","message","pointer"}}, and the next goes on.
Exit status: 0, 1 if any text had an error, 2 for a command line that makes no sense.

${forms}
`;
}
