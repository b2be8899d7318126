import { inspect } from 'node:util';
import {
  ALLOWED,
  CDR_STATES,
  COMMAND_KINDS,
  COMMAND_STATES,
  ENERGY_STATES,
  EVSE_STATUSES,
  FINDING_SEVERITIES,
  SETTLEMENT_STATES,
  START_STATES,
  TOKEN_TYPES,
} from '@peregrine/domain';
import {
  insertCharge,
  insertDriver,
  insertPartner,
  insertPlan,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { isUniqueViolation } from '../client/errors.ts';
import type { Tx } from '../client/open-database.ts';

const db = await testDatabase();
const { database } = db;
afterAll(() => db.close());

const AT = new Date('2026-03-01T10:00:00Z');
const { driver, partner } = await database.tx(async (tx) => ({
  driver: await insertDriver(tx),
  partner: await insertPartner(tx),
}));
const key = { userId: driver.id, partnerId: partner.id };
const failureOf = (work: (tx: Tx) => Promise<unknown>) =>
  database.tx(work).then(
    () => expect.unreachable('it must be refused'),
    (error: unknown) => error,
  );

test.each([
  ['charge_start_state_check', START_STATES],
  ['charge_energy_state_check', ENERGY_STATES],
  ['charge_settlement_state_check', SETTLEMENT_STATES],
  ['command_kind_check', COMMAND_KINDS],
  ['command_state_check', COMMAND_STATES],
  ['cdr_state_check', CDR_STATES],
  ['evse_status_check', EVSE_STATUSES],
  ['token_type_check', TOKEN_TYPES],
  ['authorization_allowed_check', ALLOWED],
  ['partner_finding_severity_check', FINDING_SEVERITIES],
  ['cdr_finding_severity_check', FINDING_SEVERITIES],
])('%s admits exactly the closed list of the domain', async (name, list) => {
  const [row] = await db.sql<{ definition: string }>(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
    [name],
  );
  const admitted = [...(row?.definition ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => value);
  expect(admitted.sort()).toEqual([...list].sort());
});

test('a driver has one open charge at an EVSE from the app, until it ended or failed', async () => {
  const evseUid = 'ONE-OPEN';
  const asked = { evseUid, startState: 'asked', energyState: 'none' };
  const first = await database.tx((tx) => insertCharge(tx, key, { evseUid }));
  const second = await failureOf((tx) => insertCharge(tx, key, asked));
  expect(isUniqueViolation(second, 'charge_one_open_key')).toBe(true);
  await database.tx(async (tx) => {
    await insertCharge(tx, key, { evseUid, origin: 'swipe' });
    await insertCharge(tx, key, { ...asked, startState: 'timed-out' });
    await insertCharge(tx, key, { evseUid: 'ANOTHER' });
    await tx.charge.update({ where: { id: first.id }, data: { energyState: 'ended' } });
    await insertCharge(tx, key, asked);
  });
});

test('a late session of a start that timed out is no second start and is not refused', async () => {
  const evseUid = 'LATE';
  const late = await database.tx((tx) =>
    insertCharge(tx, key, { evseUid, startState: 'asked', energyState: 'none' }),
  );
  const change = (startState: string, energyState: string) =>
    database.tx((tx) =>
      tx.charge.update({ where: { id: late.id }, data: { startState, energyState } }),
    );
  await change('timed-out', 'none');
  await database.tx((tx) => insertCharge(tx, key, { evseUid }));
  expect(await change('accepted', 'charging')).toMatchObject({ claimsEvse: false });
});

test('a tariff has one version in force', async () => {
  const version = {
    partnerId: partner.id,
    countryCode: 'NL',
    partyId: 'LOW',
    tariffId: 'LOW-STD',
    hash: 'a',
    currency: 'EUR',
    body: {},
    validFrom: AT,
    receivedAt: AT,
  };
  const first = await database.tx((tx) => tx.tariffVersion.create({ data: version }));
  const second = await failureOf((tx) => tx.tariffVersion.create({ data: version }));
  expect(isUniqueViolation(second, 'tariff_version_one_open_key')).toBe(true);
  await database.tx(async (tx) => {
    await tx.tariffVersion.update({ where: { id: first.id }, data: { endedAt: AT } });
    await tx.tariffVersion.create({ data: version });
  });
});

test('a charge is captured once and started once', async () => {
  const charge = await database.tx((tx) => insertCharge(tx, key, { evseUid: 'ONCE' }));
  const capture = {
    chargeId: charge.id,
    kind: 'capture',
    amountMinor: 1228n,
    currency: 'EUR',
    createdAt: AT,
  };
  await database.tx(async (tx) => {
    await tx.paymentAttempt.create({ data: { ...capture, state: 'failed' } });
    await tx.paymentAttempt.create({ data: { ...capture, state: 'succeeded' } });
  });
  const again = await failureOf((tx) =>
    tx.paymentAttempt.create({ data: { ...capture, state: 'pending' } }),
  );
  expect(isUniqueViolation(again, 'payment_attempt_one_live_key')).toBe(true);
  const command = { chargeId: charge.id, partnerId: partner.id, kind: 'START', createdAt: AT };
  await database.tx((tx) => tx.command.create({ data: { ...command, state: 'refused' } }));
  const twice = await failureOf((tx) =>
    tx.command.create({ data: { ...command, state: 'pending' } }),
  );
  expect(isUniqueViolation(twice, 'command_one_start_key')).toBe(true);
});

async function issueInvoice(tx: Tx, number: string) {
  const charge = await insertCharge(tx, key, { evseUid: `INVOICED-${number}` });
  return tx.invoice.create({
    data: {
      number,
      seriesKey: 'PER-2026',
      sequence: Number(number.slice(-1)),
      userId: driver.id,
      chargeId: charge.id,
      currency: 'EUR',
      totalMinor: 1228n,
      vatMinor: 213n,
      body: { number },
      paymentState: 'open',
      issuedAt: AT,
      lines: { create: [line(1)] },
    },
  });
}
const line = (position: number) => ({
  position,
  kind: 'energy',
  quantity: '20',
  unit: 'kWh',
  unitPrice: '0.5929',
  vatPercent: '21',
  totalMinor: 1186n,
});

test('an issued invoice changes its payment state and nothing else, for anyone', async () => {
  const { id } = await database.tx((tx) => issueInvoice(tx, 'PER-2026-1'));
  await database.tx((tx) =>
    tx.invoice.update({
      where: { id },
      data: { paymentState: 'paid', paidAt: AT, mailedAt: AT },
    }),
  );
  // As the superuser: no role's missing right does the refusing.
  for (const statement of [
    'UPDATE invoice SET total_minor = 1',
    `UPDATE invoice SET body = '{}', payment_state = 'paid'`,
    'UPDATE invoice_line SET quantity = 1',
    'DELETE FROM invoice_line',
    'DELETE FROM invoice',
  ]) {
    await expect(db.sql(statement), statement).rejects.toThrow('is refused');
  }
  await expect(
    database.tx((tx) => tx.invoiceLine.create({ data: { ...line(2), invoiceId: id } })),
  ).rejects.toThrow('issued before');
});

test('postings sum to zero per entry and currency when they are committed', async () => {
  const posting = (account: string, amountMinor: bigint, currency = 'EUR') => ({
    entryKey: 'invoice:1',
    account,
    amountMinor,
    currency,
    at: AT,
  });
  await database.tx(async (tx) => {
    await tx.posting.create({ data: posting('receivable', 1228n) });
    await tx.posting.create({ data: posting('revenue', -1015n) });
    await tx.posting.create({ data: posting('vat', -213n) });
  });
  const crossed = await failureOf(async (tx) => {
    await tx.posting.create({ data: { ...posting('receivable', 5n), entryKey: 'x' } });
    await tx.posting.create({ data: { ...posting('revenue', -5n, 'CHF'), entryKey: 'x' } });
  });
  expect(inspect(crossed)).toContain('posting_balance');
  expect(await database.read.posting.count()).toBe(3);
  await expect(db.sql('UPDATE posting SET amount_minor = 0')).rejects.toThrow('is refused');
  await expect(db.sql('DELETE FROM posting')).rejects.toThrow('is refused');
});

test('a CDR keeps what was received; only what we made of it changes', async () => {
  const cdr = await database.tx((tx) =>
    tx.cdr.create({
      data: {
        partnerId: partner.id,
        countryCode: 'NL',
        partyId: 'LOW',
        cdrId: 'CDR-1',
        state: 'received',
        hash: 'h',
        raw: '{"id":"CDR-1"}',
        body: { cdrId: 'CDR-1' },
        currency: 'EUR',
        startedAt: AT,
        endedAt: AT,
        energyKwh: '20',
        claimedExclTax: '9.35',
        receivedAt: AT,
      },
    }),
  );
  await database.tx((tx) =>
    tx.cdr.update({
      where: { id: cdr.id },
      data: { state: 'accepted', computedExclTax: '9.35', computation: {}, reconciledAt: AT },
    }),
  );
  for (const change of [`raw = '{}'`, `body = '{}'`, `hash = 'x'`, 'claimed_excl_tax = 1']) {
    await expect(db.sql(`UPDATE cdr SET ${change}`), change).rejects.toThrow('is refused');
  }
  await expect(db.sql('DELETE FROM cdr')).rejects.toThrow('is refused');
});

test('plans, audit and the events of a charge are only added to', async () => {
  await database.tx(async (tx) => {
    await insertPlan(tx);
    const charge = await insertCharge(tx, key, { evseUid: 'EVENTS' });
    await tx.chargeEvent.create({ data: { chargeId: charge.id, at: AT, event: 'swiped' } });
    await tx.auditEntry.create({
      data: { at: AT, actorKind: 'system', action: 'a', subject: 'b', subjectId: 'c' },
    });
  });
  for (const table of ['plan_version', 'charge_event', 'audit_entry']) {
    await expect(db.sql(`DELETE FROM ${table}`), table).rejects.toThrow('is refused');
  }
  await expect(db.sql(`UPDATE plan_version SET body = '{}'`)).rejects.toThrow('is refused');
});
