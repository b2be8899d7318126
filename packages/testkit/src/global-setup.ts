import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetCluster, startPostgres } from '@peregrine/config/postgres';
import type { TestProject } from 'vitest/node';
import { provideTemplate } from './database/template.ts';
import { readTestPostgresUrl } from './env.ts';

/** Once a run, before the test files: a server and a migrated template on it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = readTestPostgresUrl();
  const server = given ? undefined : await startThrowaway();
  const url = given ?? server?.url ?? '';
  try {
    project.provide('postgresUrl', url);
    project.provide('templateDatabase', await provideTemplate(url));
  } catch (error) {
    await server?.stop();
    throw error;
  }
  return async () => server?.stop();
}

async function startThrowaway() {
  const port = await findFreePort();
  const dataDir = join(tmpdir(), `peregrine-test-${process.pid}-${port}`);
  const server = await startPostgres({ dataDir, port, password: 'test', throwaway: true });
  const stop = async () => {
    await server.stop();
    await forgetCluster(dataDir);
  };
  return { url: server.url, stop };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
