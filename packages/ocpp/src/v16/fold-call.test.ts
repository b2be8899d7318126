import { describe, expect, test } from 'vitest';
import { v16 } from './index.ts';

const AT = '2026-03-01T10:00:00Z';

describe('messages that money hangs on are repaired, never refused', () => {
  test('a clean start has no finding', () => {
    const payload = { connectorId: 1, idTag: 'ABC', meterStart: 100, timestamp: AT };
    expect(v16.foldCall('StartTransaction', payload)).toEqual({
      kind: 'event',
      event: {
        kind: 'transaction-started',
        connector: 1,
        tokenUid: 'ABC',
        meterStartWh: 100,
        at: '2026-03-01T10:00:00.000Z',
      },
      findings: [],
    });
  });

  test('numbers as text, fractions, unknown fields and a missing idTag', () => {
    const payload = { connectorId: '2', meterStart: 100.4, timestamp: AT, vendorThing: {} };
    const folded = v16.foldCall('StartTransaction', payload);
    expect(folded).toMatchObject({
      kind: 'event',
      event: { connector: 2, meterStartWh: 100, tokenUid: '' },
    });
    const findings = folded.kind === 'event' ? folded.findings : [];
    expect(findings.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['field-repaired', '/connectorId'],
      ['field-repaired', '/meterStart'],
      ['field-missing', '/idTag'],
    ]);
  });

  test('numbers that no counter holds are replaced: a stop of an unknown transaction is kept', () => {
    const payload = { transactionId: 1e15, meterStop: 1e30, timestamp: AT };
    expect(v16.foldCall('StopTransaction', payload)).toMatchObject({
      event: { transactionId: -1 },
      findings: [{ pointer: '/transactionId' }, { pointer: '/meterStop' }],
    });
  });

  test.each(['1970-01-01T00:00:03Z', '0001-01-01T00:00:00Z', 'yesterday', 12])(
    'the time of receipt stands in for the timestamp %s',
    (timestamp) => {
      const payload = { connectorId: 1, idTag: 'A', meterStart: 0, timestamp };
      const folded = v16.foldCall('StartTransaction', payload);
      expect(folded.kind === 'event' && folded.event).not.toHaveProperty('at');
      expect(folded.kind === 'event' && folded.findings).toHaveLength(1);
    },
  );

  test('a stop without a usable id is still a stop', () => {
    const folded = v16.foldCall('StopTransaction', { meterStop: '8250', timestamp: `${AT}` });
    expect(folded).toMatchObject({
      kind: 'event',
      event: { kind: 'transaction-stopped', transactionId: -1, meterStopWh: 8250 },
    });
  });
});

describe('meter values', () => {
  const fold = (sampledValue: unknown) => {
    const payload = {
      connectorId: 1,
      transactionId: 5,
      meterValue: [{ timestamp: AT, sampledValue }],
    };
    const folded = v16.foldCall('MeterValues', payload);
    if (folded.kind !== 'event' || folded.event.kind !== 'meter-read')
      throw new Error('no reading');
    return { readings: folded.event.readings, findings: folded.findings };
  };
  const at = '2026-03-01T10:00:00.000Z';

  test('without measurand and unit a value is the energy register in Wh', () => {
    expect(fold([{ value: '4125' }]).readings).toEqual([{ at, energyWh: 4125 }]);
  });

  test('kWh and kW become Wh and W', () => {
    const energy = { value: '4.125', unit: 'kWh', measurand: 'Energy.Active.Import.Register' };
    const power = { value: '11.04', unit: 'kW', measurand: 'Power.Active.Import' };
    expect(fold([energy, power]).readings).toEqual([{ at, energyWh: 4125, powerW: 11_040 }]);
  });

  test('phases are summed where no total is sent; voltages and signed values are left alone', () => {
    const phases = ['L1', 'L2', 'L3'].map((phase) => ({
      value: '3680',
      measurand: 'Power.Active.Import',
      unit: 'W',
      phase,
    }));
    const others = [
      { value: '230', measurand: 'Voltage', unit: 'V', phase: 'L1-N' },
      { value: 'MIIB', format: 'SignedData' },
    ];
    expect(fold([...phases, ...others])).toEqual({
      readings: [{ at, powerW: 11_040 }],
      findings: [],
    });
  });

  test('one unreadable sample does not lose the others', () => {
    const { readings, findings } = fold([{ value: 'NaN' }, { value: '10' }, null]);
    expect(readings).toEqual([{ at, energyWh: 10 }]);
    expect(findings.map(({ pointer }) => pointer)).toEqual([
      '/meterValue/0/sampledValue/0',
      '/meterValue/0/sampledValue/2',
    ]);
  });
});

describe('other messages are held to the schema, with the error code of 1.6', () => {
  test.each([
    ['Sing', {}, 'NotImplemented'],
    ['RemoteStartTransaction', { idTag: 'A' }, 'NotSupported'],
    ['BootNotification', { chargePointModel: 'M' }, 'OccurenceConstraintViolation'],
    ['Authorize', { idTag: 5 }, 'TypeConstraintViolation'],
    [
      'StatusNotification',
      { connectorId: 1, errorCode: 'NoError', status: 'Happy' },
      'PropertyConstraintViolation',
    ],
    [
      'StatusNotification',
      { connectorId: -1, errorCode: 'NoError', status: 'Available' },
      'PropertyConstraintViolation',
    ],
  ])('%s %j is %s', (action, payload, code) => {
    const folded = v16.foldCall(action, payload);
    expect(folded.kind === 'refused' && v16.spellFault(folded.fault)).toBe(code);
  });

  test('an empty required text and extra fields are let through', () => {
    const boot = { chargePointVendor: '', chargePointModel: 'M', extra: 1 };
    expect(v16.foldCall('BootNotification', boot)).toMatchObject({
      event: { kind: 'booted', vendor: '', model: 'M' },
    });
    expect(v16.foldCall('Authorize', { idTag: 'A', connectorId: 1 })).toMatchObject({
      event: { kind: 'authorize-asked', tokenUid: 'A' },
    });
  });

  test("a status with a vendor's own error code and a dead clock is a status", () => {
    const payload = {
      connectorId: 1,
      status: 'Available',
      errorCode: 'E-42',
      timestamp: '1970-01-01T00:00:00Z',
    };
    expect(v16.foldCall('StatusNotification', payload)).toMatchObject({
      event: { kind: 'status-changed', connector: 1, status: 'Available', errorCode: 'E-42' },
      findings: [{ code: 'clock-not-set' }],
    });
  });
});

describe('what we send', () => {
  test('commands are strict', () => {
    expect(v16.unfoldCommand({ kind: 'start', connector: 1, tokenUid: 'ABC' })).toEqual({
      action: 'RemoteStartTransaction',
      payload: { connectorId: 1, idTag: 'ABC' },
    });
    const tooLong = { kind: 'start', connector: 1, tokenUid: 'A'.repeat(21) } as const;
    expect(() => v16.unfoldCommand(tooLong)).toThrow(/20 characters/);
  });

  test('Accepted is yes, another word is no, nonsense is a failure', () => {
    const stop = { kind: 'stop', transactionId: 1 } as const;
    expect(v16.foldResult(stop, { status: 'Accepted' })).toEqual({ outcome: 'accepted' });
    expect(v16.foldResult(stop, { status: 'Rejected' })).toEqual({
      outcome: 'rejected',
      text: 'Rejected',
    });
    expect(v16.foldResult(stop, { state: 'ok' }).outcome).toBe('failed');
    expect(v16.foldResult(stop, null).outcome).toBe('failed');
  });

  test('a refused token still gets a transaction id', () => {
    const answer = { kind: 'started', transactionId: 7, verdict: 'invalid' } as const;
    expect(v16.unfoldAnswer('StartTransaction', answer)).toEqual({
      transactionId: 7,
      idTagInfo: { status: 'Invalid' },
    });
  });
});
