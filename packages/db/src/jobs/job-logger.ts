import { maskPersonal } from '@peregrine/domain';
import { Logger } from 'graphile-worker';

/** One line of a job's life, for machines to read. No payloads, no personal data. */
export type JobLog = (line: Readonly<Record<string, string | number>>) => void;

export const logToStderr: JobLog = (line) => {
  process.stderr.write(`${JSON.stringify(line)}\n`);
};

/** graphile-worker's own warnings and errors; failures of handlers are ours to tell, masked. */
export function createQueueLogger(log: JobLog): Logger {
  return new Logger(() => (level, message) => {
    const aboutHandler = /^Failed task/.test(message);
    if ((level === 'error' || level === 'warning') && !aboutHandler) {
      log({ level, queue: maskPersonal(message) });
    }
  });
}

/** Why a handler failed: name, code and message of the error, with personal data masked. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'a value was thrown that is not an Error';
  const { code } = error as { code?: unknown };
  const coded = typeof code === 'string' ? ` ${code}` : '';
  const cause = error.cause instanceof Error ? `; cause: ${error.cause.message}` : '';
  return `${error.name}${coded}: ${maskPersonal(error.message + cause)}`;
}
