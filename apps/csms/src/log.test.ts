import { expect, test } from 'vitest';
import { causeOf } from './log.ts';

test('the log of a failure names no person', () => {
  const { cause } = causeOf(new Error('token 04A1B2C3D4E5F6 of ada@example.org'));
  expect(cause).toMatch(/^Error: token <token> of <e-mail>\n +at /);
});
