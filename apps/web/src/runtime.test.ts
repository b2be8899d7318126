import { expect, test, vi } from 'vitest';
import { reportBug } from './runtime.ts';

test('the report of a bug names no person', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  reportBug(new Error('no user ada@example.org'), 'account.me');
  const [line] = write.mock.calls[0] ?? [];
  write.mockRestore();
  expect(JSON.parse(String(line))).toMatchObject({
    app: 'web',
    where: 'account.me',
    stack: expect.stringMatching(/^Error: no user <e-mail>\n/),
  });
});
