import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installEnvironment } from './env.mjs';
import { takeLock } from './lock.mjs';

export const root = resolve(import.meta.dirname, '../../..');
export const nodeBinary = join(root, 'node_modules/.bin/node');

/**
 * Makes `node_modules` match the lockfile and the generated database client match the schema. Does
 * nothing when both do. Two at once take turns. What it tells goes to standard error: standard output
 * belongs to the command that follows.
 */
export async function installWhatIsMissing() {
  const isReady = () => isInstalled() && isGenerated();
  if (isReady()) return;
  const lock = await waitForLock(join(root, '.peregrine-install.lock'));
  try {
    if (!isInstalled()) install();
    if (!isGenerated()) generate();
  } finally {
    lock.release();
  }
}

/** @param {string} file */
async function waitForLock(file) {
  for (let told = false; ; told = true) {
    const lock = takeLock(file);
    if ('release' in lock) return lock;
    if (!told) console.error(`Waiting for process ${lock.holder}, which is installing here.`);
    await sleep(500);
  }
}

const installStamp = join(root, 'node_modules/.peregrine-installed');
const installHash = () => hashOf([join(root, 'package-lock.json')]);

function isInstalled() {
  return existsSync(nodeBinary) && readStamp(installStamp) === installHash();
}

function install() {
  console.error('Installing what the lockfile names (npm ci) ...');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const refusal = tryRun('npm', ['ci', ...quiet]);
  if (refusal) {
    if (!refusesAbsentPlatforms(refusal)) throw refusal;
    // The same versions, checked against the same hashes; the lockfile is not written.
    const error = tryRun('npm', ['install', '--no-save', ...quiet]);
    if (error) throw error;
  }
  const version = execFileSync(nodeBinary, ['--version'], { encoding: 'utf8' });
  if (!version.startsWith('v24.')) throw new Error(`expected Node 24, installed ${version}`);
  writeFileSync(installStamp, installHash());
}

const generated = join(root, 'packages/db/src/generated');
const generateStamp = join(generated, '.schema-hash');

function generateHash() {
  const folder = join(root, 'prisma/schema');
  const models = readdirSync(folder).sort();
  const files = [...models.map((name) => join(folder, name)), join(root, 'package-lock.json')];
  return hashOf([...files, join(root, 'prisma.config.ts')]);
}

function isGenerated() {
  return readStamp(generateStamp) === generateHash();
}

function generate() {
  console.error('Generating the database client (prisma generate) ...');
  const prisma = join(root, 'node_modules/prisma/build/index.js');
  const error = tryRun(nodeBinary, [prisma, 'generate', '--no-hints']);
  if (error) throw error;
  mkdirSync(dirname(generateStamp), { recursive: true });
  writeFileSync(generateStamp, generateHash());
}

/**
 * npm >= 11.16 `ci` refuses a lockfile that leaves out optional packages of other platforms which
 * the registry did not have (npm/cli issue 9846): it names them without a version.
 *
 * @param {Error} refusal
 */
function refusesAbsentPlatforms({ message }) {
  const wrong = message.match(/(Missing|Invalid): .*$/gm) ?? [];
  return wrong.length > 0 && wrong.every((line) => /^Missing: \S+@ from lock file$/.test(line));
}

/**
 * Runs a command quietly to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Error | undefined} with all that it printed, when it failed
 */
function tryRun(command, args) {
  const options = { cwd: root, env: installEnvironment(), encoding: /** @type {const} */ ('utf8') };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return undefined;
  return new Error(`${stdout}${stderr}\n${command} ${args.join(' ')} failed`, { cause: error });
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) if (existsSync(file)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} file */
function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
