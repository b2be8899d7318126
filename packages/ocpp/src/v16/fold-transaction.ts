import type { Finding, Instant, StationEvent } from '@peregrine/domain';
import type { JsonObject } from '../frames.ts';
import type { FoldedCall } from '../protocol.ts';
import { readStationTime } from '../station-time.ts';
import { foldMeterValues } from './fold-meter-values.ts';

/**
 * The repair step of messages that money hangs on: whatever can be read is taken, what cannot is
 * replaced with a finding. Only a message without the one thing that it is about is refused.
 */
export const TRANSACTION_FOLDS: Readonly<Record<string, (payload: JsonObject) => FoldedCall>> = {
  StartTransaction: foldStart,
  StopTransaction: foldStop,
  MeterValues: foldReadings,
};

/** OCPP 1.6, 6.45 StartTransaction.req. */
function foldStart(payload: JsonObject): FoldedCall {
  const read = reader(payload);
  const connector = read.integer('connectorId', 1);
  const meterStartWh = read.integer('meterStart', 0);
  const tokenUid = read.text('idTag', '');
  const at = read.time('timestamp');
  return folded(
    { kind: 'transaction-started', connector, tokenUid, meterStartWh, ...(at && { at }) },
    read.findings,
  );
}

/** OCPP 1.6, 6.49 StopTransaction.req. */
function foldStop(payload: JsonObject): FoldedCall {
  const read = reader(payload);
  const transactionId = read.integer('transactionId', -1);
  const meterStopWh = read.maybeInteger('meterStop');
  const at = read.time('timestamp');
  const tokenUid = payload.idTag === undefined ? undefined : read.text('idTag', '');
  const reason = typeof payload.reason === 'string' ? payload.reason : undefined;
  const data = foldMeterValues(payload.transactionData, '/transactionData');
  if (meterStopWh === undefined) read.findings.push(replaced('/meterStop', payload.meterStop));
  return folded(
    {
      kind: 'transaction-stopped',
      transactionId,
      readings: data.readings,
      ...(meterStopWh !== undefined && { meterStopWh }),
      ...(at && { at }),
      ...(reason && { reason }),
      ...(tokenUid && { tokenUid }),
    },
    [...read.findings, ...data.findings],
  );
}

/** OCPP 1.6, 6.31 MeterValues.req. */
function foldReadings(payload: JsonObject): FoldedCall {
  const read = reader(payload);
  const connector = read.integer('connectorId', 0);
  const transactionId = read.maybeInteger('transactionId');
  const values = foldMeterValues(payload.meterValue, '/meterValue');
  return folded(
    {
      kind: 'meter-read',
      connector,
      readings: values.readings,
      ...(transactionId !== undefined && { transactionId }),
    },
    [...read.findings, ...values.findings],
  );
}

function folded(event: StationEvent, findings: readonly Finding[]): FoldedCall {
  return { kind: 'event', event, findings };
}

function reader(payload: JsonObject) {
  const findings: Finding[] = [];
  const maybeInteger = (field: string): number | undefined => {
    const value = payload[field];
    const text = typeof value === 'string' ? value.trim() : value;
    const number = text === '' || text === null || text === undefined ? Number.NaN : Number(text);
    // Beyond 32 bits no connector, transaction or register counts (OCPP-J 1.6, integer).
    if (!(Math.abs(number) < 2 ** 31)) return undefined;
    if (value !== Math.round(number)) findings.push(replaced(`/${field}`, value));
    return Math.round(number);
  };
  return {
    findings,
    maybeInteger,
    integer(field: string, otherwise: number): number {
      const value = maybeInteger(field);
      if (value === undefined) findings.push(replaced(`/${field}`, payload[field]));
      return value ?? otherwise;
    },
    text(field: string, otherwise: string): string {
      const value = payload[field];
      if (typeof value === 'string') return value.trim();
      findings.push(replaced(`/${field}`, value));
      return typeof value === 'number' ? String(value) : otherwise;
    },
    time(field: string): Instant | undefined {
      const time = readStationTime(payload[field], `/${field}`);
      if (payload[field] === undefined) findings.push(replaced(`/${field}`, undefined));
      findings.push(...time.findings);
      return time.at;
    },
  };
}

function replaced(pointer: string, value: unknown): Finding {
  return {
    code: value === undefined ? 'field-missing' : 'field-repaired',
    pointer,
    severity: 'warning',
    reason: 'The field was repaired, because money hangs on the message.',
    ...(value !== undefined && { claimed: String(value).slice(0, 64) }),
  };
}
