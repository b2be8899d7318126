import type { Client } from 'pg';
import { intentsOf, start, startsAtPartner, stopFull, untilWord } from './charges.ts';
import type { House } from './run-house.ts';
import type { Browser } from './sign-in.ts';
import { until } from './until.ts';

/** Where a charge stands still while a process is killed. */
export type Point =
  | 'after the hold, before we recorded it'
  | 'after the hold, before the command'
  | 'after sending'
  | 'while charging'
  | 'after the CDR, before the invoice'
  | 'after the capture, before we recorded it';

/** The EVSE whose charge stands still at each point. */
export type Places = Readonly<Partial<Record<Point, string>>>;

export type ParkedCharges = {
  readonly chargeIds: ReadonlyMap<Point, string>;
  /** The provider answers, and there are invoice numbers again. */
  release(): Promise<void>;
  /** Commands that wait are sent; received ones are answered and done. */
  releaseCommands(): Promise<void>;
};

const CAPTURE_PATH = '/capture';
const INTENTS_PATH = '/v1/payment_intents';

export const isOwn = (evseUid: string) => evseUid.startsWith('PEREGRINE');
export const kwhOf = (evseUid: string) => (isOwn(evseUid) ? 8.25 : 20);

/**
 * Brings a charge to each point and stops it there by what lies outside of the house: the provider
 * holds its answers back, the operator its own, a lock keeps the invoice's number. In this order, so
 * that one EVSE may serve two points whose charges do not overlap.
 */
export async function parkCharges(
  house: House,
  driver: Browser,
  places: Places,
): Promise<ParkedCharges> {
  const chargeIds = new Map<Point, string>();
  const begin = async (point: Point): Promise<string | undefined> => {
    const evseUid = places[point];
    if (!evseUid) return undefined;
    const chargeId = await start(house, driver, evseUid);
    chargeIds.set(point, chargeId);
    return chargeId;
  };
  const stop = async (point: Point) =>
    stopFull(driver, chargeIds.get(point) ?? '', kwhOf(places[point] ?? ''));

  await house.control('/webhooks', { mode: 'paused' });
  const captured = await begin('after the capture, before we recorded it');
  const billed = await begin('after the CDR, before the invoice');
  if (captured) {
    await house.control('/payments/faults', { kind: 'held-answer', path: CAPTURE_PATH });
    await stop('after the capture, before we recorded it');
    await until('the capture', async () => {
      const [intent] = await intentsOf(house, captured);
      return intent?.status === 'succeeded';
    });
  }
  const charging = await begin('while charging');
  if (charging) await untilWord(driver, charging, 'charging');
  const lock = await lockSeries(house);
  if (billed) {
    await stop('after the CDR, before the invoice');
    await until('billing waits for the number', () => isBillingWaiting(house));
  }
  const held = places['after the hold, before we recorded it'];
  if (held) await house.control('/payments/faults', { kind: 'held-answer', path: INTENTS_PATH });
  const holding = await begin('after the hold, before we recorded it');
  if (holding) await until('the hold', async () => (await intentsOf(house, holding)).length === 1);
  if (places['after the hold, before the command']) await parkStarts(house, true);
  const ordered = await begin('after the hold, before the command');
  if (ordered) await until('the command waits', () => hasCommand(house, ordered, 'pending'));
  await parkStarts(house, false);
  await closeGates(house);
  const sending = await begin('after sending');
  if (sending) {
    const evseUid = places['after sending'] ?? '';
    await until('the operator has the command', () => isReceived(house, evseUid, sending));
  }
  return {
    chargeIds,
    async release() {
      await house.clearFaults();
      // PostgreSQL may have ended the lock already, with its connection.
      await lock.end().catch(() => undefined);
    },
    async releaseCommands() {
      await house.control('/platforms/lowland/starts', { on: true });
      await house.control('/station/commands', { on: true });
      await resumeStarts(house);
    },
  };
}

/** Nobody gets an invoice number until the connection ends. */
async function lockSeries(house: House): Promise<Client> {
  const client = await house.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE invoice_series IN EXCLUSIVE MODE');
  return client;
}

async function isBillingWaiting(house: House): Promise<boolean> {
  const rows = await house.sql(
    `SELECT 1 FROM pg_locks WHERE relation = 'invoice_series'::regclass AND NOT granted`,
  );
  return rows.length > 0;
}

async function closeGates(house: House): Promise<void> {
  await house.control('/platforms/lowland/starts', { on: false });
  await house.control('/station/commands', { on: false });
}

async function isReceived(house: House, evseUid: string, chargeId: string): Promise<boolean> {
  if (!isOwn(evseUid)) {
    return (
      (await hasCommand(house, chargeId, 'sending')) &&
      (await startsAtPartner(house, chargeId)) === 1
    );
  }
  const rows = await house.sql(
    `SELECT 1 FROM station_command JOIN command ON command.id = command_id
     WHERE charge_id = $1 AND station_command.state = 'sent'`,
    [chargeId],
  );
  return rows.length === 1;
}

export async function hasCommand(house: House, chargeId: string, state: string): Promise<boolean> {
  const sought = [chargeId, state];
  return (
    (await house.sql('SELECT 1 FROM command WHERE charge_id = $1 AND state = $2', sought)).length >
    0
  );
}

/** While it is on, commands that are ordered are not taken up. */
async function parkStarts(house: House, isOn: boolean): Promise<void> {
  await house.sql(`
    CREATE OR REPLACE FUNCTION park_commands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.run_at := now() + interval '1 hour';
      RETURN NEW;
    END $$`);
  await house.sql('DROP TRIGGER IF EXISTS park_commands ON graphile_worker._private_jobs');
  if (!isOn) return;
  const [task] = await house.sql<{ id: number }>(
    `SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'send-command'`,
  );
  await house.sql(`
    CREATE TRIGGER park_commands BEFORE INSERT ON graphile_worker._private_jobs
    FOR EACH ROW WHEN (NEW.task_id = ${task?.id}) EXECUTE FUNCTION park_commands()`);
}

/** What was parked by `parkStarts` is due. */
async function resumeStarts(house: House): Promise<void> {
  await house.sql(
    `UPDATE graphile_worker._private_jobs SET run_at = now() FROM graphile_worker._private_tasks AS task
     WHERE task.id = task_id AND task.identifier = 'send-command' AND run_at > now()`,
  );
}
