import { expect, test } from 'vitest';
import { callFrame, errorFrame, parseFrame } from './frames.ts';

test('a call, a result and an error are read', () => {
  expect(parseFrame('[2,"1","Heartbeat",{}]')).toEqual({
    kind: 'call',
    messageId: '1',
    action: 'Heartbeat',
    payload: {},
  });
  expect(parseFrame('[3,"1",{"a":1}]')).toEqual({
    kind: 'result',
    messageId: '1',
    payload: { a: 1 },
  });
  expect(parseFrame('[4,"1","InternalError","no",{}]')).toEqual({
    kind: 'error',
    messageId: '1',
    code: 'InternalError',
    text: 'no',
  });
});

test.each(['hello', '', '{"a":1}', '[]', 'null', '[2]', '[2,{},"Heartbeat",{}]'])(
  'garbage without a readable id cannot be answered: %s',
  (text) => {
    const frame = parseFrame(text);
    expect(frame.kind).toBe('bad');
    expect(frame).not.toHaveProperty('messageId');
  },
);

test('a frame nested so deeply that walking it would break the process is dropped', () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  expect(parseFrame(`[2,"1","Heartbeat",${deep}]`)).toMatchObject({ kind: 'bad' });
  expect(parseFrame(`[3,"1",${deep}]`)).toMatchObject({ kind: 'bad' });
});

test.each([
  ['[2,12,"Heartbeat",{}]', '12', 'protocol'],
  ['[2,"7",5,{}]', '7', 'protocol'],
  ['[2,"7","Heartbeat",[]]', '7', 'malformed'],
  ['[2,"7","Heartbeat"]', '7', 'malformed'],
])('a bad call with a readable id is answered: %s', (text, messageId, fault) => {
  expect(parseFrame(text)).toMatchObject({ kind: 'bad', messageId, fault });
});

test('text padded with NUL, as firmware sends it, is read without', () => {
  const call =
    '[2,"1","BootNotification",{"chargePointVendor":"Vendor\\u0000\\u0000","x":"\\ud800"}]';
  expect(parseFrame(call)).toMatchObject({
    payload: { chargePointVendor: 'Vendor', x: '\ufffd' },
  });
});

test('an unknown message type is ignored', () => {
  expect(parseFrame('[9,"1","Heartbeat",{}]')).toEqual({
    kind: 'bad',
    fault: 'protocol',
    reason: 'unknown message type',
  });
});

test('what we write is what OCPP-J wants', () => {
  expect(JSON.parse(callFrame('1', 'Reset', { type: 'Soft' }))).toEqual([
    2,
    '1',
    'Reset',
    { type: 'Soft' },
  ]);
  expect(JSON.parse(errorFrame('1', 'GenericError', 'x'.repeat(300)))[3]).toHaveLength(255);
});
