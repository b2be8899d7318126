import type { Finding } from '@peregrine/domain';
import type { ReadResult } from '@peregrine/ocpi/fold';
import { LineError } from './line-error.ts';

/**
 * The value of a fold, its findings pointing into the line; throws the first problem as a LineError
 * where the object cannot be used.
 */
export function taken<T>(read: ReadResult<T>, pointer: string, findings: Finding[]): T {
  if (read.ok) {
    findings.push(...read.findings.map((it) => ({ ...it, pointer: pointer + it.pointer })));
    return read.value;
  }
  const [problem] = read.problems;
  throw new LineError(
    problem?.code ?? 'unusable',
    problem?.reason ?? 'cannot be used',
    pointer + (problem?.pointer ?? ''),
  );
}
