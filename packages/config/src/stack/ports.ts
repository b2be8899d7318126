import { createServer, type Server } from 'node:net';
import { chosenPort } from '../env.ts';

/** Every port of the stack, by the variable that changes it. */
export const defaultPorts = {
  WEB_PORT: 3000,
  OCPI_PORT: 3010,
  CSMS_PORT: 3020,
  WORKER_PORT: 3030,
  SANDBOX_PORT: 3040,
  SMTP_PORT: 3025,
  POSTGRES_PORT: 54320,
};

export type PortVariable = keyof typeof defaultPorts;
export type Ports = Record<PortVariable, number>;

const variables = Object.keys(defaultPorts) as PortVariable[];

/** The default ports, each replaced by its variable where that is set. */
export function chosenPorts(): Ports {
  const pairs = variables.map((name) => [name, chosenPort(name) ?? defaultPorts[name]]);
  return Object.fromEntries(pairs) as Ports;
}

/** Ports that are free now, all different. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(variables.map(() => listen(0)));
  const pairs = variables.map((name, index) => [name, portOf(servers[index])]);
  await Promise.all(servers.map((server) => close(server)));
  return Object.fromEntries(pairs) as Ports;
}

/** Throws one error that names every taken port, what wanted it, and the variable that changes it. */
export async function refuseTakenPorts(
  wanted: readonly { variable: string; port: number; who: string }[],
): Promise<void> {
  const sentences: string[] = [];
  for (const { variable, port, who } of wanted) {
    if (await isFree(port)) continue;
    sentences.push(`Port ${port} (${who}) is taken. Choose another: ${variable}=${port + 1}`);
  }
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}

/** One port that is free now. */
export async function freePort(): Promise<number> {
  const server = await listen(0);
  const port = portOf(server);
  await close(server);
  return port;
}

async function isFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()));
}
