import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.mjs';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'peregrine-lock-'));
  file = join(dir, 'deep/lock');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a lock is held by one, who is named to the other, until it is released', () => {
  const lock = takeLock(file);
  expect(takeLock(file)).toEqual({ holder: process.pid });
  if ('release' in lock) lock.release();
  expect(existsSync(file)).toBe(false);
  expect(takeLock(file)).toHaveProperty('release');
});

test('a lock whose holder is gone is taken over', async () => {
  takeLock(file);
  const gone = spawn('true');
  await once(gone, 'exit');
  writeFileSync(file, String(gone.pid));
  expect(takeLock(file)).toHaveProperty('release');
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
});
