import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStateFile } from '../state/open-state-file.ts';
import { type RecordingGateway, recordingGateway } from '../testing/recording-gateway.ts';
import { ChargingStation } from './charging-station.ts';

let gateway: RecordingGateway;
let station: ChargingStation;

beforeEach(async () => {
  gateway = await recordingGateway();
  station = open();
  await gateway.next(({ payload }) => payload.connectorId === 2 && payload.status === 'Available');
});
afterEach(async () => {
  station.close();
  await gateway.close();
});

const open = () =>
  new ChargingStation({
    identity: 'PEREGRINE-BERLIN-1',
    password: 'secret',
    gatewayUrl: gateway.url,
    stateFile: openStateFile(undefined),
    clock: { now: () => new Date() },
    timeLapse: 3600,
    updateEveryMs: 100,
  });
const status = (connectorId: number, wanted: string) =>
  gateway.next(
    ({ action, payload }) =>
      action === 'StatusNotification' &&
      payload.connectorId === connectorId &&
      payload.status === wanted,
  );
const named = (action: string) => gateway.next((call) => call.action === action);
const actions = () => gateway.calls.map(({ action }) => action);
const remoteStart = (connectorId: number, idTag = 'APPTOKEN') =>
  gateway.ask('RemoteStartTransaction', { connectorId, idTag });

it('connects with ocpp1.6 and Basic authentication and tells its connectors', async () => {
  expect(gateway.handshakes).toEqual([
    {
      path: '/ocpp/PEREGRINE-BERLIN-1',
      authorization: `Basic ${btoa('PEREGRINE-BERLIN-1:secret')}`,
      protocol: 'ocpp1.6',
    },
  ]);
  expect(actions().slice(0, 4)).toEqual([
    'BootNotification',
    ...Array(3).fill('StatusNotification'),
  ]);
});

it('takes 8.250 kWh, then stays plugged for exactly 17 minutes of its own time', async () => {
  expect(await remoteStart(1)).toEqual({ status: 'Accepted' });
  const start = (await named('StartTransaction')).payload;
  await status(1, 'SuspendedEV');
  const values = gateway.calls.filter(({ action }) => action === 'MeterValues');
  const registers = values.map(({ payload }) =>
    Number(payload.meterValue[0].sampledValue[0].value),
  );
  expect(registers.length).toBeGreaterThan(2);
  expect(registers.toSorted((a, b) => a - b)).toEqual(registers);
  expect(registers.at(-1)).toBe(start.meterStart + 8250);
  expect(values.at(-1)?.payload.transactionId).toBe(1);

  expect(await gateway.ask('RemoteStopTransaction', { transactionId: 1 })).toEqual({
    status: 'Accepted',
  });
  const stop = (await named('StopTransaction')).payload;
  expect(stop).toMatchObject({ transactionId: 1, reason: 'Remote' });
  expect(stop.meterStop - start.meterStart).toBe(8250);
  expect(Date.parse(stop.timestamp) - Date.parse(start.timestamp)).toBe(1350 * 1000);
  const finishing = (await status(1, 'Finishing')).payload;
  const free = gateway.calls.length;
  await expect.poll(() => station.state.connectors[0]?.status).toBe('Available');
  await gateway.next(
    (call) => gateway.calls.indexOf(call) >= free && call.payload.status === 'Available',
  );
  const available = gateway.calls.at(-1)?.payload;
  expect(Date.parse(available.timestamp) - Date.parse(finishing.timestamp)).toBe(17 * 60 * 1000);
});

it('refuses a start where it is taken, a stop of nothing, and what it does not know', async () => {
  await remoteStart(1);
  expect(await remoteStart(1)).toEqual({ status: 'Rejected' });
  expect(await gateway.ask('RemoteStopTransaction', { transactionId: 99 })).toEqual({
    status: 'Rejected',
  });
  expect(await gateway.ask('GetDiagnostics', {})).toBe('NotImplemented');
});

it('does not start for a tag that the gateway blocks', async () => {
  expect(await station.swipe(2, 'BLOCKED')).toBe('refused');
  expect(await station.swipe(2, 'CARD')).toBe('started');
  expect((await named('StartTransaction')).payload.idTag).toBe('CARD');
});

it('keeps the messages of a transaction while it is offline and delivers them in order', async () => {
  await station.swipe(2, 'CARD');
  await named('MeterValues');
  station.link.disconnect();
  await expect.poll(() => station.link.isOpen()).toBe(false);
  const before = gateway.calls.length;
  await expect.poll(() => station.state.kept.length).toBeGreaterThan(1);
  station.unplug(2);
  station.link.connect();
  const stop = await named('StopTransaction');
  const later = gateway.calls.slice(before).map(({ action }) => action);
  expect(later[0]).toBe('BootNotification');
  expect(later.at(-1)).toBe('StopTransaction');
  expect(stop.payload).toMatchObject({ transactionId: 1, reason: 'EVDisconnected' });
});

it('gives up a message that is refused three times, and none that a broken connection lost', async () => {
  gateway.misbehave = ({ action }) => (action === 'MeterValues' ? 'refuse' : undefined);
  await station.swipe(2, 'CARD');
  await named('MeterValues');
  let hangUps = 4;
  gateway.misbehave = ({ action }) => {
    if (action === 'MeterValues') return 'refuse';
    if (action !== 'StopTransaction' || hangUps === 0) return undefined;
    hangUps -= 1;
    return 'hang-up';
  };
  station.unplug(2);
  await expect.poll(() => station.state.kept, { timeout: 15_000 }).toEqual([]);
  const count = (wanted: string) => actions().filter((action) => action === wanted).length;
  expect(count('MeterValues') % 3).toBe(0);
  expect(count('StopTransaction')).toBe(5);
});

it('connects again by itself when the connection breaks', async () => {
  gateway.dropConnections();
  await expect.poll(() => gateway.handshakes.length, { timeout: 5000 }).toBe(2);
});
