import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process to run. */
export interface Command {
  name: string;
  command: string[];
  cwd: string;
  env: Record<string, string>;
  /** True for Node with `follow-parent.mjs`: it is given a channel that tells it we are gone. */
  followsParent: boolean;
}

/** A process that stays, is healthy when `health` answers 200, and listens on `ports`. */
export interface ServerCommand extends Command {
  health: string;
  ports: { variable: string; port: number }[];
}

/** How a server ended that nobody had asked to end. */
export interface Death {
  name: string;
  /** `exit code 1` or `SIGKILL`. */
  how: string;
  lastLines: string;
}

/** Starts and ends processes; keeps one log file each. */
export interface Supervisor {
  /** Runs a command to its end and gives its standard output. Throws with its last lines. */
  run(command: Command): Promise<string>;
  /** Starts a server and waits until it is healthy. Throws with its last lines. */
  start(command: ServerCommand): Promise<void>;
  /** Sends a signal and waits for the end, which is then no death. SIGKILL after 10 s. */
  end(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Starts again what `start` started, after ending it. */
  restart(name: string): Promise<void>;
  /** Ends what still runs: first commands, then servers in `order`. Nothing starts afterwards. */
  endAll(order: readonly string[]): Promise<void>;
  logs(name: string, lines?: number): string;
}

interface Running {
  child: ChildProcess;
  command: Command;
  expected: boolean;
  ended: Promise<string>;
  how: string | undefined;
}

export function createSupervisor(options: {
  logDir: string;
  onDeath: (death: Death) => void;
  /** How long a server may take until it is healthy. */
  healthTimeoutMs?: number;
  /** How long a process may take to end when asked, before it is killed. */
  killAfterMs?: number;
}): Supervisor {
  mkdirSync(options.logDir, { recursive: true });
  const running = new Map<string, Running>();
  const known = new Map<string, ServerCommand>();
  let closing = false;
  const logs = (name: string, lines = 15) => readTail(logFile(options.logDir, name), lines);

  function launch(command: Command, captured: boolean): Running {
    if (closing) throw new Error(`${command.name} is not started: everything is being stopped`);
    const entry = spawnCommand(command, logFile(options.logDir, command.name), captured);
    running.set(command.name, entry);
    void entry.ended.then((how) => {
      if (running.get(command.name) === entry) running.delete(command.name);
      if (!entry.expected)
        options.onDeath({ name: command.name, how, lastLines: logs(command.name) });
    });
    return entry;
  }

  async function run(command: Command): Promise<string> {
    const entry = launch(command, true);
    // Its end is expected: failure is told by throwing.
    entry.expected = true;
    let output = '';
    entry.child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      appendFileSync(logFile(options.logDir, command.name), chunk);
    });
    const how = await entry.ended;
    if (how !== 'exit code 0') throw new Error(failure(command.name, how, logs(command.name)));
    return output;
  }

  async function start(command: ServerCommand): Promise<void> {
    known.set(command.name, command);
    const entry = launch(command, false);
    // Until it is healthy, its end is told by throwing.
    entry.expected = true;
    const verdict = await Promise.race([
      waitForHealth(command.health, options.healthTimeoutMs ?? 60_000, entry),
      entry.ended,
    ]);
    if (verdict !== 'healthy') {
      await end(command.name);
      throw new Error(failure(command.name, verdict, logs(command.name)));
    }
    entry.expected = entry.how !== undefined;
  }

  async function end(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const entry = running.get(name);
    if (!entry) return;
    entry.expected = true;
    signalGroup(entry.child, signal);
    const timer = setTimeout(
      () => signalGroup(entry.child, 'SIGKILL'),
      options.killAfterMs ?? 10_000,
    );
    await entry.ended;
    clearTimeout(timer);
  }

  async function restart(name: string): Promise<void> {
    const command = known.get(name);
    if (!command) throw new Error(`${name} was never started`);
    await end(name);
    await start(command);
  }

  async function endAll(order: readonly string[]): Promise<void> {
    closing = true;
    const others = [...running.keys()].filter((name) => !order.includes(name));
    await Promise.all(others.map((name) => end(name)));
    for (const name of order) await end(name);
  }

  return { run, start, end, restart, endAll, logs };
}

const logFile = (logDir: string, name: string) => join(logDir, `${name}.log`);

/** One sentence and the last lines of a process that failed. */
export function failure(name: string, how: string, lastLines: string): string {
  return `${name} ended (${how}). Its last lines:\n${lastLines.replace(/^/gm, '  | ')}`;
}

function spawnCommand(command: Command, file: string, captured: boolean): Running {
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
  const entry: Running = {
    child,
    command,
    expected: false,
    how: undefined,
    ended: new Promise((done) => {
      const finish = (how: string) => {
        entry.how = how;
        // What the process itself had started ends with it.
        signalGroup(child, 'SIGKILL');
        done(how);
      };
      child.once('error', (error) => finish(error.message));
      child.once(captured ? 'close' : 'exit', (code, signal) => {
        finish(signal ?? `exit code ${code}`);
      });
    }),
  };
  return entry;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function waitForHealth(url: string, timeoutMs: number, entry: Running): Promise<string> {
  const deadline = performance.now() + timeoutMs;
  while (entry.how === undefined) {
    if (await answers200(url)) return 'healthy';
    if (performance.now() > deadline) return `not healthy after ${timeoutMs / 1000} s`;
    await sleep(50);
  }
  return entry.how;
}

async function answers200(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    // Nobody listens yet, or it does not answer yet: the caller asks again until its deadline.
    return false;
  }
}

function readTail(file: string, lines: number): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
