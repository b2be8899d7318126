import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from '@peregrine/config/stack';

/** What a test needs to know of the stack that it has to itself. */
export type RunningStack = Pick<Stack, 'urls' | 'links'>;

// The setup and the tests are processes of their own; runs side by side have parents of their own.
const nameFor = (pid: number) => join(tmpdir(), `peregrine-e2e-${pid}.json`);

/** For the process that started them: one stack for each worker. */
export function tellStacks(stacks: readonly Stack[]): string {
  const file = nameFor(process.pid);
  const told = stacks.map(({ urls, links }): RunningStack => ({ urls, links }));
  writeFileSync(file, JSON.stringify(told));
  return file;
}

/** For a test's process, whose parent is the one that started the stacks. */
export function readStack(worker: number): RunningStack {
  const stacks: RunningStack[] = JSON.parse(readFileSync(nameFor(process.ppid), 'utf8'));
  const stack = stacks[worker];
  if (!stack) throw new Error(`there are ${stacks.length} stacks, none for worker ${worker}`);
  return stack;
}
