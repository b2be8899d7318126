import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, type Running, signalGroup, spawnCommand } from './spawn-command.ts';

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

export interface SupervisorOptions {
  logDir: string;
  /** A healthy server ended by itself. */
  onDeath: (death: Death) => void;
  /** How long a server may take until it is healthy; default 60 s. */
  healthTimeoutMs?: number;
  /** How long a process may take to end when asked, before it is killed; default 10 s. */
  killAfterMs?: number;
}

/** Starts and ends processes; keeps one log file each. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #running = new Map<string, Running>();
  readonly #servers = new Map<string, ServerCommand>();
  readonly #askedToEnd = new WeakSet<Running>();
  #closing = false;

  constructor(options: SupervisorOptions) {
    mkdirSync(options.logDir, { recursive: true });
    this.#options = options;
  }

  /** Runs a command to its end and gives its standard output. Throws with its last lines. */
  async run(command: Command): Promise<string> {
    const running = this.#launch(command, true);
    let output = '';
    running.child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      appendFileSync(this.#logFile(command.name), chunk);
    });
    const how = await running.ended;
    // A compiler puts its reason far above its last line.
    if (how !== 'exit code 0') throw this.#failed(command.name, how, 60);
    return output;
  }

  /** Starts a server and waits until it is healthy. Throws with its last lines. */
  async start(command: ServerCommand): Promise<void> {
    this.#servers.set(command.name, command);
    const running = this.#launch(command, false);
    const verdict = await waitForHealth(command.health, running, this.#options.healthTimeoutMs);
    if (verdict !== 'healthy') {
      await this.end(command.name);
      throw this.#failed(command.name, verdict);
    }
    void running.ended.then((how) => {
      if (this.#askedToEnd.has(running)) return;
      this.#options.onDeath({ name: command.name, how, lastLines: this.logs(command.name) });
    });
  }

  /** Sends a signal and waits for the end, which is then no death. SIGKILL when it takes long. */
  async end(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const running = this.#running.get(name);
    if (!running) return;
    this.#askedToEnd.add(running);
    signalGroup(running.child, signal);
    const force = () => signalGroup(running.child, 'SIGKILL');
    const timer = setTimeout(force, this.#options.killAfterMs ?? 10_000);
    await running.ended;
    clearTimeout(timer);
  }

  /** Starts again what `start` started, after ending it. */
  async restart(name: string): Promise<void> {
    const command = this.#servers.get(name);
    if (!command) throw new Error(`${name} was never started`);
    await this.end(name);
    await this.start(command);
  }

  /** Ends what still runs: first commands, then servers in `order`. Nothing starts afterwards. */
  async endAll(order: readonly string[]): Promise<void> {
    this.#closing = true;
    const others = [...this.#running.keys()].filter((name) => !order.includes(name));
    await Promise.all(others.map((name) => this.end(name)));
    for (const name of order) await this.end(name);
  }

  /** The process id of what runs under this name. */
  pidOf(name: string): number | undefined {
    return this.#running.get(name)?.child.pid;
  }

  /** The last lines of a process's log; empty where it never ran. */
  logs(name: string, lines = 15): string {
    const file = this.#logFile(name);
    if (!existsSync(file)) return '';
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  #launch(command: Command, captured: boolean): Running {
    const { name } = command;
    if (this.#closing) throw new Error(`${name} is not started: everything is being stopped`);
    const running = spawnCommand(command, this.#logFile(name), captured);
    this.#running.set(name, running);
    void running.ended.then(() => {
      if (this.#running.get(name) === running) this.#running.delete(name);
    });
    return running;
  }

  #failed(name: string, how: string, lines?: number): Error {
    return new Error(describeEnd({ name, how, lastLines: this.logs(name, lines) }));
  }

  #logFile(name: string): string {
    return join(this.#options.logDir, `${name}.log`);
  }
}

/** One sentence and the last lines of a process that ended. */
export function describeEnd({ name, how, lastLines }: Death): string {
  return `${name} ended (${how}). Its last lines:\n${lastLines.replace(/^/gm, '  | ')}`;
}

/** `healthy`, how it ended instead, or that it took too long. */
async function waitForHealth(url: string, running: Running, timeoutMs = 60_000): Promise<string> {
  const deadlineMs = performance.now() + timeoutMs;
  while (running.how === undefined) {
    if (await answers200(url)) return 'healthy';
    if (performance.now() > deadlineMs) return `not healthy after ${timeoutMs / 1000} s`;
    await sleep(50);
  }
  return running.how;
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
