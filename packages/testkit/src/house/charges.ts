import { randomUUID } from 'node:crypto';
import type { ChargeView, QuoteView } from '@peregrine/services';
import type { House } from './run-house.ts';
import type { Browser } from './sign-in.ts';
import { until } from './until.ts';

/** The row of an EVSE by the operator's uid. */
export async function evseIdOf(house: House, evseUid: string): Promise<string> {
  const [row] = await house.sql<{ id: string }>('SELECT id FROM evse WHERE evse_uid = $1', [
    evseUid,
  ]);
  if (!row) throw new Error(`${evseUid} is not known`);
  return row.id;
}

/** Waits until an EVSE is free, and asks for its price. */
export async function quote(house: House, driver: Browser, evseUid: string): Promise<QuoteView> {
  const evseId = await evseIdOf(house, evseUid);
  await until(`${evseUid} is free`, async () => {
    const [row] = await house.sql<{ status: string }>('SELECT status FROM evse WHERE id = $1', [
      evseId,
    ]);
    return row?.status === 'AVAILABLE';
  });
  return await driver.mutate('quotes.create', { evseId, connectorId: '1' });
}

/** Asks for the price and starts, as the driver's screen does. */
export async function start(house: House, driver: Browser, evseUid: string): Promise<string> {
  const { id: quoteId } = await quote(house, driver, evseUid);
  const input = { startId: randomUUID(), quoteId };
  return (await driver.mutate<{ chargeId: string }>('charges.start', input)).chargeId;
}

export function view(driver: Browser, chargeId: string): Promise<ChargeView> {
  return driver.query('charges.view', { chargeId });
}

/** Waits until the driver's screen says so. */
export async function untilSeen(
  driver: Browser,
  chargeId: string,
  what: string,
  isSo: (seen: ChargeView) => boolean,
  withinMs?: number,
): Promise<ChargeView> {
  let last: ChargeView | undefined;
  const ask = async () => {
    last = await view(driver, chargeId);
    return isSo(last) && last;
  };
  try {
    return await until(what, ask, withinMs);
  } catch (error) {
    const { word, state, timeline } = last ?? {};
    const told = JSON.stringify({ word, state, events: timeline?.map(({ event }) => event) });
    throw new Error(`${(error as Error).message}; the screen says ${told}`, { cause: error });
  }
}

export function untilWord(
  driver: Browser,
  chargeId: string,
  word: ChargeView['word'],
  withinMs?: number,
): Promise<ChargeView> {
  return untilSeen(driver, chargeId, `${word}`, (seen) => seen.word === word, withinMs);
}

/** Waits until the car took `kwh`, so that the simulated clock stands still. */
export function untilFull(driver: Browser, chargeId: string, kwh: number): Promise<ChargeView> {
  const isFull = ({ live }: ChargeView) => Number(live?.energyKwh) === kwh;
  return untilSeen(driver, chargeId, `${kwh} kWh`, isFull, 60_000);
}

/** Ends a full charge, and answers when a stop is under way. */
export async function stopFull(driver: Browser, chargeId: string, kwh: number): Promise<void> {
  await untilFull(driver, chargeId, kwh);
  await driver.mutate('charges.stop', { chargeId });
}

export type Intent = {
  readonly id: string;
  readonly status: string;
  readonly takenMinor: bigint;
  readonly metadata: { readonly charge_id?: string };
};

/** What the payment provider knows of a charge. */
export async function intentsOf(house: House, chargeId: string): Promise<Intent[]> {
  type Told = Omit<Intent, 'takenMinor'> & { readonly amount_received: unknown };
  const { paymentIntents } = await house.control<{ paymentIntents: Told[] }>('/payments');
  return paymentIntents
    .filter(({ metadata }) => metadata.charge_id === chargeId)
    .map(({ amount_received: taken, ...intent }) => ({
      ...intent,
      takenMinor: BigInt(String(taken)),
    }));
}

type ReceivedStart = { kind: string; body: { authorization_reference?: string } };

/** How many START_SESSION of a charge its operator received. */
export async function startsAtPartner(
  house: House,
  chargeId: string,
  platform = 'lowland',
): Promise<number> {
  const [charge] = await house.sql<{ reference: string }>(
    'SELECT authorization_reference AS reference FROM charge WHERE id = $1',
    [chargeId],
  );
  const commands = await house.control<ReceivedStart[]>(`/platforms/${platform}/commands`);
  return commands.filter(
    ({ kind, body }) =>
      kind === 'START_SESSION' && body.authorization_reference === charge?.reference,
  ).length;
}
