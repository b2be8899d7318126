import { readEnvironment } from './env.ts';

/** Runs once before the first request: a wrong environment stops the start, not the tenth page. */
export function register(): void {
  readEnvironment();
}
