import { randomUUID } from 'node:crypto';
import type {
  Actor,
  Context,
  PartnerConnection,
  PaymentGateway,
  PaymentOutcome,
} from '@peregrine/services';
import {
  internalGateway,
  placeHold,
  quoteCharge,
  sendCommand,
  startCharge,
  stopCharge,
} from '@peregrine/services';
import type { OwnWorld } from './own-world.ts';

type Driver = Extract<Actor, { kind: 'driver' }>;

/** The worker's context of an own site: its ports are our own gateway, and a card that says yes. */
export function workerOf(world: OwnWorld): Context {
  const internal = internalGateway(world.ctx);
  return {
    ...world.ctx,
    ports: { partners: { ocpi: internal, internal }, payments: generousPayments() },
  };
}

/** Starts as a driver does, and does the worker's jobs up to the START command. */
export async function startAt(
  world: OwnWorld,
  connector: number,
): Promise<{ chargeId: string; commandId: string }> {
  const { read } = world.ctx.db;
  const evse = await read.evse.findFirstOrThrow({
    where: { evseUid: `PEREGRINE-BERLIN-1-${connector}` },
  });
  const quote = await quoteCharge(driverOf(world), { evseId: evse.id, connectorId: '1' });
  const start = { startId: randomUUID(), quoteId: quote.id };
  const { chargeId } = await startCharge(driverOf(world), start);
  const worker = workerOf(world);
  await placeHold(worker, { chargeId });
  return { chargeId, commandId: await sendWaiting(world, chargeId, 'START') };
}

export async function stopAt(world: OwnWorld, chargeId: string): Promise<string> {
  await stopCharge(driverOf(world), { chargeId });
  return sendWaiting(world, chargeId, 'STOP');
}

async function sendWaiting(world: OwnWorld, chargeId: string, kind: string): Promise<string> {
  const { id } = await world.ctx.db.read.command.findFirstOrThrow({
    where: { chargeId, kind, state: 'pending' },
  });
  await sendCommand(workerOf(world), { commandId: id });
  return id;
}

function driverOf(world: OwnWorld): Context<Driver> {
  return { ...world.ctx, actor: { kind: 'driver', userId: world.userId } };
}

export const NO_CONNECTION: PartnerConnection = {
  partnerId: '',
  name: '',
  version: '',
  theirToken: '',
  endpoints: [],
  ourParty: { countryCode: 'NL', partyId: 'PER' },
  quirks: {},
};

/** Every hold succeeds; nothing else of the port is used here. */
function generousPayments(): PaymentGateway {
  const held: PaymentOutcome = { kind: 'held', intentId: 'pi_1' };
  const used: Pick<PaymentGateway, 'hold'> = { hold: () => Promise.resolve(held) };
  return used as PaymentGateway;
}
