import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** A process to run. */
export interface Command {
  name: string;
  command: string[];
  cwd: string;
  env: Record<string, string>;
  /** True for Node with `follow-parent.mjs`: it is given a channel that tells it we are gone. */
  followsParent: boolean;
}

/** A process that was started. */
export interface Running {
  child: ChildProcess;
  /** `exit code 0`, a signal's name, or why it could not start; resolves when it ended. */
  ended: Promise<string>;
  /** The same, once it ended. */
  how: string | undefined;
}

/** Starts a process; its output is added to `file`, but for standard output when `captured`. */
export function spawnCommand(command: Command, file: string, captured: boolean): Running {
  const [program = '', ...args] = command.command;
  const log = openSync(file, 'a');
  const child = spawn(program, args, {
    cwd: command.cwd,
    env: command.env,
    // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which keeps order.
    detached: true,
    stdio: ['ignore', captured ? 'pipe' : log, log, command.followsParent ? 'ipc' : 'ignore'],
  });
  closeSync(log);
  const { promise, resolve } = Promise.withResolvers<string>();
  const running: Running = { child, ended: promise, how: undefined };
  const finish = (how: string) => {
    running.how = how;
    // What the process itself had started ends with it.
    signalGroup(child, 'SIGKILL');
    resolve(how);
  };
  child.once('error', (error) => finish(error.message));
  child.once(captured ? 'close' : 'exit', (code, signal) => finish(signal ?? `exit code ${code}`));
  return running;
}

/** Sends a signal to a process and to all that it started. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
