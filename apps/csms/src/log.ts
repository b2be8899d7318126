import { maskedStack } from '@peregrine/domain';

export type LogLevel = 'info' | 'warning' | 'error';
export type Log = (level: LogLevel, event: string, details?: Record<string, unknown>) => void;

/** One JSON line an event. Token uids and passwords never go in. */
export const logLine: Log = (level, event, details = {}) => {
  const line = JSON.stringify({
    at: new Date().toISOString(),
    app: 'csms',
    level,
    event,
    ...details,
  });
  const stream = level === 'info' ? process.stdout : process.stderr;
  stream.write(`${line}\n`);
};

/** What a log may hold of an unknown failure, personal data masked. */
export function causeOf(error: unknown): { cause: string } {
  return { cause: maskedStack(error) };
}
