import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Postgres, readServerLog } from '../postgres/index.ts';
import { type StackDatabase, startDatabase, takeDatabase } from './database.ts';
import { planStack, type ServerName, type StackPlan, type StackUrls, stopOrder } from './plan.ts';
import { chosenPorts, freePorts, type Ports, refuseTakenPorts } from './ports.ts';
import { keepSecrets } from './secrets.ts';
import { type Death, Supervisor } from './supervisor.ts';

export interface StackOptions {
  /** `default`: the documented ports or their variables; `free`: any, for tests side by side. */
  ports: 'default' | 'free';
  /** Everything that is kept: database, secrets, the sandbox's state. */
  dir: string;
  /** Default `dir/logs`; emptied at the start. */
  logDir?: string;
  /** A database of yours in place of the embedded one; its role must own it and may create roles. */
  databaseUrl?: string;
  /** For tests: the embedded database is fast and unsafe, and ends with this process. */
  throwaway?: boolean;
  stripe?: { secretKey: string; webhookSecret: string };
  smtpUrl?: string;
  mailFrom?: string;
  sandboxArgs?: readonly string[];
  envExtra?: Readonly<Record<string, string>>;
  /** A server ended that nobody had asked to end. */
  onDeath?: (death: Death) => void;
  /** One line for people about what happens now. */
  onProgress?: (line: string) => void;
}

export interface StackLinks {
  /** Links that sign in, once. */
  driverLink: string;
  staffLink: string;
}

/** A part that can be ended and started again. */
export type StackPart = ServerName | 'postgres';

export interface Stack {
  urls: StackUrls;
  ports: Ports;
  links: StackLinks;
  /** The owner's URL, for looking into the database. */
  databaseUrl: string;
  /** Ends everything in order, PostgreSQL last. */
  stop(): Promise<void>;
  /** Sends a signal (default SIGKILL) to one part and waits for its end. */
  kill(name: StackPart, signal?: NodeJS.Signals): Promise<void>;
  /** Starts one part again, and waits until it is healthy. */
  restart(name: StackPart): Promise<void>;
  /** The process id of an app that runs. */
  pidOf(name: ServerName): number | undefined;
  /** The last lines of a part's log. */
  logs(name: StackPart | 'migrate' | 'seed' | 'connect' | 'build', lines?: number): string;
}

/** What exists of a stack while it starts; `stop` may be called at any moment. */
export interface StartingStack {
  ready: Promise<Stack>;
  stop(): Promise<void>;
}

/** Starts everything as processes of their own and waits until each is healthy. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const starting = beginStack(options);
  try {
    return await starting.ready;
  } catch (error) {
    await starting.stop();
    throw error;
  }
}

/** As `startStack`, for callers who may have to stop while it starts. */
export function beginStack(options: StackOptions): StartingStack {
  const logDir = options.logDir ?? join(options.dir, 'logs');
  rmSync(logDir, { recursive: true, force: true });
  mkdirSync(options.dir, { recursive: true });
  const onDeath = options.onDeath ?? (() => undefined);
  const supervisor = new Supervisor({ logDir, onDeath });
  const keeper: DatabaseKeeper = {
    database: undefined,
    opening: undefined,
    stopped: false,
    watch: undefined,
  };
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(supervisor, keeper);
    return stopping;
  };
  return { ready: bringUp(options, supervisor, keeper, stop), stop };
}

interface DatabaseKeeper {
  database: StackDatabase | undefined;
  /** Set while a server starts, so that a stop meanwhile finds it. */
  opening: Promise<StackDatabase> | undefined;
  stopped: boolean;
  watch: NodeJS.Timeout | undefined;
}

async function stopAll(supervisor: Supervisor, keeper: DatabaseKeeper): Promise<void> {
  keeper.stopped = true;
  clearInterval(keeper.watch);
  await supervisor.endAll(stopOrder);
  // Why a start failed was told by `ready`.
  await keeper.opening?.catch(() => undefined);
  await keeper.database?.postgres?.stop();
}

async function bringUp(
  options: StackOptions,
  supervisor: Supervisor,
  keeper: DatabaseKeeper,
  stop: () => Promise<void>,
): Promise<Stack> {
  const say = options.onProgress ?? (() => undefined);
  const ports = options.ports === 'free' ? await freePorts() : chosenPorts();
  const secrets = keepSecrets(join(options.dir, 'secrets.json'));
  const open = async () => {
    const throwaway = options.throwaway ?? false;
    keeper.opening = options.databaseUrl
      ? Promise.resolve(takeDatabase(options.databaseUrl, secrets))
      : startDatabase({ dir: options.dir, ports, secrets, throwaway });
    keeper.database = await keeper.opening;
    watchDatabase(keeper, options.onDeath);
    return keeper.database;
  };
  // The ports first: a start that cannot succeed should not begin.
  const unplanned = { migrator: '', app: '', edge: '' };
  await refuseTakenPorts(portsOf(planStack({ ...options, ports, secrets, database: unplanned })));
  const database = await open();
  if (database.postgres?.notice) say(database.postgres.notice);
  const plan = planStack({ ...options, ports, secrets, database: database.urls });
  const links = await startInOrder(plan, supervisor, say);
  return {
    urls: plan.urls,
    ports,
    links,
    databaseUrl: database.urls.migrator,
    stop,
    kill: (name, signal = 'SIGKILL') =>
      name === 'postgres' ? killDatabase(keeper, signal) : supervisor.end(name, signal),
    restart: async (name) => {
      if (name !== 'postgres') return supervisor.restart(name);
      await killDatabase(keeper, 'SIGINT');
      await open();
    },
    pidOf: (name) => supervisor.pidOf(name),
    logs: (name, lines = 15) =>
      name === 'postgres'
        ? readServerLog(keeper.database?.postgres, lines)
        : supervisor.logs(name, lines),
  };
}

function portsOf(plan: StackPlan): { variable: string; port: number; who: string }[] {
  return Object.values(plan.servers).flatMap((server) =>
    server.ports.map((it) => ({ ...it, who: server.name })),
  );
}

async function startInOrder(
  plan: StackPlan,
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<StackLinks> {
  const { sandbox, ocpi, csms, worker, web } = plan.servers;
  const migrateAndSeed = async () => {
    say('Migrating and seeding the database ...');
    await supervisor.run(plan.migrate);
    await supervisor.run(plan.seed);
    say('Starting sandbox, ocpi, csms and worker ...');
    await Promise.all([sandbox, ocpi, csms, worker].map((server) => supervisor.start(server)));
  };
  const build = async () => {
    say('Building the web app where its sources changed ...');
    await supervisor.run(plan.buildWeb);
  };
  await Promise.all([migrateAndSeed(), build()]);
  say('Starting web, registering with the sandbox ...');
  const [printed] = await Promise.all([supervisor.run(plan.connect), supervisor.start(web)]);
  return readLinks(printed);
}

function readLinks(printed: string): StackLinks {
  const last = printed.trimEnd().split('\n').at(-1) ?? '';
  const links: Partial<StackLinks> = JSON.parse(last);
  const { driverLink, staffLink } = links;
  if (!driverLink || !staffLink) throw new Error(`connect printed no links: ${last}`);
  return { driverLink, staffLink };
}

async function killDatabase(keeper: DatabaseKeeper, signal: NodeJS.Signals): Promise<void> {
  clearInterval(keeper.watch);
  await keeper.database?.postgres?.kill(signal);
}

/** PostgreSQL may have been adopted, and then is not our child: its end is noticed by looking. */
function watchDatabase(keeper: DatabaseKeeper, onDeath: StackOptions['onDeath']): void {
  const postgres: Postgres | undefined = keeper.database?.postgres;
  if (!postgres || keeper.stopped) return;
  keeper.watch = setInterval(() => {
    if (postgres.isAlive()) return;
    clearInterval(keeper.watch);
    onDeath?.({ name: 'postgres', how: 'gone', lastLines: readServerLog(postgres, 15) });
  }, 500);
  keeper.watch.unref();
}
