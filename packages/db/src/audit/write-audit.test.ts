import { insertDriver, testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { writeAudit } from './write-audit.ts';

const db = await testDatabase();
afterAll(() => db.close());

test('a decision and its audit row are written together or not at all', async () => {
  const record = {
    at: new Date('2026-03-01T10:00:00Z'),
    action: 'card.register',
    subject: 'token',
    subjectId: 't1',
    details: { whitelist: 'ALLOWED' },
  };
  const decide = (fail: boolean) =>
    db.database.tx(async (tx) => {
      const staff = await insertDriver(tx, { role: 'staff' });
      await writeAudit(tx, { kind: 'staff', userId: staff.id }, record);
      if (fail) throw new Error('changed my mind');
      return staff.id;
    });
  await expect(decide(true)).rejects.toThrow('changed my mind');
  const staffId = await decide(false);
  expect(await db.database.read.auditEntry.findMany()).toEqual([
    { id: expect.any(BigInt), ...record, actorKind: 'staff', actorId: staffId },
  ]);
});
