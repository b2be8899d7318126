import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive, waitForExit } from '../postgres/postmaster.ts';
import { freePort, refuseTakenPorts } from './ports.ts';
import { type Death, type ServerCommand, Supervisor } from './supervisor.ts';

const followParent = join(import.meta.dirname, 'follow-parent.mjs');

/** A server of a few lines: notes its pid, that of a child of its own, and when it was asked to end. */
const fakeServer = `
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { NAME, PORT, NOTES, STUBBORN, BROKEN } = process.env;
const note = (what) => appendFileSync(NOTES, NAME + ' ' + what + '\\n');
note('pid ' + process.pid);
if (BROKEN) { console.error('the door\\nis stuck'); process.exit(3); }
const child = spawn('sleep', ['600'], { stdio: 'ignore' });
note('pid ' + child.pid);
process.on('SIGTERM', () => { note('asked'); if (!STUBBORN) setTimeout(() => process.exit(0), 50); });
createServer((request, response) => {
  if (request.url === '/fall') { console.error('I trip'); process.exit(7); }
  response.end('ok');
}).listen(Number(PORT), '127.0.0.1');
`;

let dir: string;
let deaths: Death[];
let died: PromiseWithResolvers<Death>;
let supervisor: Supervisor;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'peregrine-supervisor-'));
  writeFileSync(join(dir, 'fake.mjs'), fakeServer);
  deaths = [];
  died = Promise.withResolvers();
  supervisor = new Supervisor({
    logDir: join(dir, 'logs'),
    killAfterMs: 500,
    onDeath: (death) => {
      deaths.push(death);
      died.resolve(death);
    },
  });
});

afterEach(async () => {
  await supervisor.endAll([]);
  rmSync(dir, { recursive: true });
});

async function fake(name: string, env: Record<string, string> = {}): Promise<ServerCommand> {
  const port = await freePort();
  return {
    name,
    command: [process.execPath, '--import', followParent, join(dir, 'fake.mjs')],
    cwd: dir,
    env: { PATH: '/usr/bin:/bin', NAME: name, PORT: String(port), NOTES: notesFile(), ...env },
    followsParent: true,
    health: `http://127.0.0.1:${port}/healthz`,
    ports: [{ variable: 'FAKE_PORT', port }],
  };
}

const notesFile = () => join(dir, 'notes');
const notes = () => readFileSync(notesFile(), 'utf8').trimEnd().split('\n');
const pids = () =>
  notes()
    .flatMap((line) => line.match(/pid (\d+)/)?.[1] ?? [])
    .map(Number);

async function expectNothingLeft(): Promise<void> {
  expect(pids().length).toBeGreaterThan(0);
  for (const pid of pids()) expect(await waitForExit(pid, 5_000)).toBe(true);
}

describe('the end', () => {
  test('comes in the order asked for, and leaves nothing running', async () => {
    for (const name of ['postgrest', 'web', 'worker']) await supervisor.start(await fake(name));
    await supervisor.endAll(['web', 'worker', 'postgrest']);
    const asked = notes().filter((line) => line.endsWith('asked'));
    expect(asked).toEqual(['web asked', 'worker asked', 'postgrest asked']);
    await expectNothingLeft();
    expect(deaths).toEqual([]);
  });

  test('comes by force for a server that does not listen', async () => {
    await supervisor.start(await fake('deaf', { STUBBORN: '1' }));
    await supervisor.endAll(['deaf']);
    await expectNothingLeft();
  });

  test('lets nothing start afterwards', async () => {
    await supervisor.endAll([]);
    await expect(supervisor.start(await fake('late'))).rejects.toThrow('late is not started');
  });

  test('reaches a command that is still running', async () => {
    const script = `echo "build pid $$" >>${notesFile()}; sleep 600; true`;
    const running = supervisor.run(echo('build', script));
    const verdict = expect(running).rejects.toThrow('build ended (SIGTERM)');
    await waitForNotes(1);
    await supervisor.endAll([]);
    await verdict;
    await expectNothingLeft();
  });

  test('comes for every server when the supervisor itself is killed', async () => {
    const command = await fake('orphan');
    const script = `import { Supervisor } from ${JSON.stringify(join(import.meta.dirname, 'supervisor.ts'))};
      const supervisor = new Supervisor({ logDir: ${JSON.stringify(join(dir, 'logs'))}, onDeath() {} });
      await supervisor.start(${JSON.stringify(command)});
      console.log('up');`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface(parent.stdout), 'line');
    expect(pids().every(isAlive)).toBe(true);
    parent.kill('SIGKILL');
    const [server = 0] = pids();
    expect(await waitForExit(server, 5_000)).toBe(true);
    process.kill(pids()[1] ?? 0, 'SIGKILL');
  });
});

const echo = (name: string, script: string) => ({
  name,
  command: ['/bin/sh', '-c', script],
  cwd: tmpdir(),
  env: {},
  followsParent: false,
});

async function waitForNotes(count: number): Promise<void> {
  await expect.poll(() => pids().length, { timeout: 10_000 }).toBe(count);
}

describe('a death', () => {
  test('is told with the name, the exit code and the last lines', async () => {
    const command = await fake('csms');
    await supervisor.start(command);
    await fetch(command.health.replace('healthz', 'fall')).catch(() => undefined);
    expect(await died.promise).toEqual({ name: 'csms', how: 'exit code 7', lastLines: 'I trip' });
    await expectNothingLeft();
  });

  test('before the first answer fails the start, with the last lines', async () => {
    const start = supervisor.start(await fake('csms', { BROKEN: '1' }));
    await expect(start).rejects.toThrow(
      /csms ended \(exit code 3\)[\s\S]*the door\n[\s\S]*is stuck/,
    );
    expect(deaths).toEqual([]);
  });

  test('by a signal that was asked for is none, and the server starts again', async () => {
    const command = await fake('web');
    await supervisor.start(command);
    await supervisor.end('web', 'SIGKILL');
    expect(notes().filter((line) => line.endsWith('asked'))).toEqual([]);
    await supervisor.restart('web');
    expect((await fetch(command.health)).status).toBe(200);
    expect(deaths).toEqual([]);
  });

  test('of a program that does not exist is told as well', async () => {
    const command = { ...(await fake('none')), command: ['/no/such/program'] };
    await expect(supervisor.start(command)).rejects.toThrow(/none ended \(.*ENOENT/);
  });
});

describe('a command', () => {
  test('gives its output, which is also in its log', async () => {
    expect(await supervisor.run(echo('seed', 'echo one; echo two'))).toBe('one\ntwo\n');
    expect(supervisor.logs('seed')).toBe('one\ntwo');
  });

  test('that fails is told with its last lines', async () => {
    const run = supervisor.run(echo('migrate', 'echo no table >&2; exit 1'));
    await expect(run).rejects.toThrow(/migrate ended \(exit code 1\)[\s\S]*no table/);
  });
});

test('every taken port is named, with what wants it and the variable that changes it', async () => {
  const stranger = createServer().listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const { port } = stranger.address() as { port: number };
  const free = await freePort();
  const wanted = [
    { variable: 'WEB_PORT', port, who: 'web' },
    { variable: 'OCPI_PORT', port: free, who: 'ocpi' },
  ];
  await expect(refuseTakenPorts(wanted)).rejects.toThrow(
    `Port ${port} (web) is taken. Choose another: WEB_PORT=${port + 1}`,
  );
  stranger.close();
  await once(stranger, 'close');
  await expect(refuseTakenPorts(wanted)).resolves.toBeUndefined();
});
