import { partyRef, type Tariff } from '@peregrine/domain';
import {
  at,
  buildTariff,
  insertPartner,
  type TestDatabase,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptTariffs } from './accept-tariffs.ts';
import { tariffInForce } from './tariff-in-force.ts';

let store: TestDatabase;
let partnerId: string;
const clock = testClock('2026-03-01T10:00:00Z');
const ctx = () => testContext({ database: store.database, clock });
const party = partyRef('NL', 'LOW');

beforeAll(async () => {
  store = await testDatabase();
  partnerId = (await insertPartner(store.database.read)).id;
});
afterAll(() => store.close());

const accept = (...tariffs: Tariff[]) =>
  acceptTariffs(ctx(), {
    partnerId,
    items: tariffs.map((value) => ({ value, findings: [] })),
  });
const inForce = (tariffIds: string[], time: string) =>
  tariffInForce(ctx(), { partnerId, party, tariffIds, at: new Date(time) });

test('the version of a time is the one that was in force then', async () => {
  expect(await accept(buildTariff())).toEqual(['kept']);
  clock.set('2026-03-01T12:00:00Z');
  expect(await accept(buildTariff({ lastUpdated: at('2026-03-01T11:00:00Z') }))).toEqual(['same']);
  const elements = [{ components: [] }];
  expect(await accept(buildTariff({ elements, lastUpdated: at('2026-03-01T12:00:00Z') }))).toEqual([
    'kept',
  ]);
  expect(await accept(buildTariff({ lastUpdated: at('2026-03-01T09:00:00Z') }))).toEqual(['stale']);
  const early = await inForce(['LOW-STD'], '2026-03-01T11:00:00Z');
  const late = await inForce(['LOW-STD'], '2026-03-01T13:00:00Z');
  expect(early?.tariff.elements[0]?.components).toHaveLength(2);
  expect(late?.tariff.elements[0]?.components).toHaveLength(0);
  expect(early?.versionId).not.toBe(late?.versionId);
});

test('a charge before the first version we received goes by that version', async () => {
  const version = await inForce(['LOW-STD'], '2026-02-01T00:00:00Z');
  expect(version?.tariff.elements[0]?.components).toHaveLength(2);
});

test('of several tariffs a driver of ours gets the regular one that is active', async () => {
  await accept(
    buildTariff({ tariffId: 'ADHOC', type: 'AD_HOC_PAYMENT' }),
    buildTariff({ tariffId: 'PLAIN' }),
    buildTariff({ tariffId: 'REG', type: 'REGULAR' }),
    buildTariff({ tariffId: 'SOON', type: 'REGULAR', startsAt: at('2026-04-01T00:00:00Z') }),
    buildTariff({ tariffId: 'PAST', type: 'REGULAR', endsAt: at('2026-02-01T00:00:00Z') }),
  );
  const all = ['ADHOC', 'PLAIN', 'REG', 'SOON', 'PAST'];
  expect((await inForce(all, '2026-03-02T00:00:00Z'))?.tariff.tariffId).toBe('REG');
  expect((await inForce(all, '2026-05-01T00:00:00Z'))?.tariff.tariffId).toBe('SOON');
  expect((await inForce(['ADHOC', 'PLAIN'], '2026-03-02T00:00:00Z'))?.tariff.tariffId).toBe(
    'PLAIN',
  );
  expect(await inForce(['ADHOC'], '2026-03-02T00:00:00Z')).toBeUndefined();
  expect(await inForce(['GHOST'], '2026-03-02T00:00:00Z')).toBeUndefined();
});

test('the same tariff from several workers at once is one version', async () => {
  const tariff = buildTariff({ tariffId: 'RACE' });
  await Promise.all([accept(tariff), accept(tariff), accept(tariff)]);
  const rows = await store.sql("SELECT 1 FROM tariff_version WHERE tariff_id = 'RACE'");
  expect(rows).toHaveLength(1);
});
