import { MAX_NESTING, nestingDepth } from '@peregrine/domain';
import { parseJson } from '@peregrine/ocpi/fold';
import { LineError } from './line-error.ts';

/** Parses one JSON text without losing a digit. Throws a LineError on what is no JSON or too deep. */
export function readJson(text: string): unknown {
  if (nestingDepth(text) > MAX_NESTING) {
    throw new LineError('too-deep', `nests deeper than ${MAX_NESTING} brackets`);
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LineError('invalid-json', error.message);
  }
}
