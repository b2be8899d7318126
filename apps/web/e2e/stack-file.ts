import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from '@peregrine/config/stack';

/** What a test needs to know of the running stack. */
export type RunningStack = Pick<Stack, 'urls' | 'links'>;

// The setup and the tests are processes of their own; runs side by side have parents of their own.
const nameFor = (pid: number) => join(tmpdir(), `peregrine-e2e-${pid}.json`);

export function tellStack(stack: RunningStack): string {
  const file = nameFor(process.pid);
  writeFileSync(file, JSON.stringify({ urls: stack.urls, links: stack.links }));
  return file;
}

/** For a test's process, whose parent is the one that started the stack. */
export function readStack(): RunningStack {
  return JSON.parse(readFileSync(nameFor(process.ppid), 'utf8'));
}
