/** What was asked on the command line besides the command and its inputs. */
export type Options = { readonly json: boolean; readonly language: 'en' | 'de' };

/** The answer to one line: JSON for programs, and text for people, made when it is asked for. */
export type Answer = { readonly json: object; readonly tell: () => string };

/** Answers one line, already parsed. Throws a LineError where it cannot. */
export type Command = (line: unknown, options: Options) => Answer;

/** A command line: its commands by name. One is loaded when it is run, for a quick start. */
export type Program = {
  readonly name: string;
  readonly commands: Readonly<
    Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>
  >;
  /** What a line holds, for the help. */
  readonly forms: string;
};
