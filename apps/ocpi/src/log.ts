import { maskedStack } from '@peregrine/domain';

export type LogLevel = 'info' | 'warning' | 'error';
export type Log = (level: LogLevel, event: string, details?: Record<string, unknown>) => void;

/** One JSON line an event. Bodies, tokens and token uids never go in. */
export const logLine: Log = (level, event, details = {}) => {
  const at = new Date().toISOString();
  const line = JSON.stringify({ at, app: 'ocpi', level, event, ...details });
  const stream = level === 'info' ? process.stdout : process.stderr;
  stream.write(`${line}\n`);
};

/** A path as a log may hold it: the uid of a driver's token is a person's. */
export function maskedPath(path: string): string {
  return path.replace(/(\/tokens\/)[^/?]+/, '$1***');
}

/** What a log may hold of an unknown failure, personal data masked; answers never hold it. */
export function causeOf(error: unknown): { cause: string } {
  return { cause: maskedStack(error) };
}
