import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPostmaster } from './postmaster.ts';

const COMES_AND_GOES = `
  const { rmSync, writeFileSync } = require('node:fs');
  console.log('begun');
  for (;;) { writeFileSync(process.argv[1], '7\\n\\n\\n5432\\n'); rmSync(process.argv[1]); }
`;

test('a file that is deleted while it is read tells of no server', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'peregrine-postmaster-'));
  const file = join(dir, 'postmaster.pid');
  const other = spawn(process.execPath, ['-e', COMES_AND_GOES, file]);
  try {
    await once(other.stdout, 'data');
    const seen = new Set<number | undefined>();
    for (let look = 0; look < 4_000; look += 1) seen.add(readPostmaster(dir)?.pid);
    expect([...seen].toSorted()).toEqual([7, undefined]);
  } finally {
    other.kill('SIGKILL');
    await once(other, 'exit');
    rmSync(dir, { recursive: true });
  }
});
