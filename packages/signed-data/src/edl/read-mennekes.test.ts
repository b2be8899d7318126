import { expect, test } from 'vitest';
import { verifySignedData } from '../index.ts';
import { blockFields, makeMeter, makeValue, signRaw } from '../sign-records.fixture.ts';
import { writeBlock } from './signed-block.ts';

const meter = makeMeter('prime192v1');
const begin = blockFields();
const end = blockFields({
  localSeconds: begin.localSeconds + 271,
  register: begin.register + 1_419n,
  page: begin.page + 1,
});

function measurement(name: string, block: typeof begin, logBook: boolean): string {
  const signature = signRaw(writeBlock(block), meter);
  const sent = logBook ? Buffer.concat([signature, block.logBook]) : signature;
  const time = (seconds: number) =>
    new Date(seconds * 1000).toISOString().replace(/\.000Z$/, '+01:00');
  return `<${name}>
    <TimestampCustomerIdent>${time(block.contractLocalSeconds)}
    </TimestampCustomerIdent>
    <Timestamp>${time(block.localSeconds)}</Timestamp>
    <Signature>
      ${sent
        .toString('hex')
        .toUpperCase()
        .replace(/(.{64})/, '$1\n      ')}
    </Signature>
    <EventCounter>8</EventCounter>
    <MeterStatus>65800</MeterStatus>
    <Value>${block.register}</Value><Scaler>-1</Scaler>
    <Pagination>${block.page}</Pagination><SecondIndex>${block.secondsIndex}</SecondIndex>
  </${name}>`;
}

function process(logBook = false): string {
  return `<ChargingProcess xmlns="http://www.mennekes.de/Mennekes.EdlVerification.xsd">
    <ServerId>0901454D4800005BAE2F</ServerId>
    <PublicKey>${meter.point.slice(2).toUpperCase()}</PublicKey>
    <CustomerIdent>874AD0FE</CustomerIdent>
    ${measurement('MeasurementStart', begin, logBook)}
    ${measurement('MeasurementEnd', end, logBook)}
  </ChargingProcess>`;
}

function verify(signedData: string, plainData = '') {
  const values = [makeValue(signedData, { plainData })];
  return verifySignedData({ encodingMethod: 'EDL40 Mennekes', values }, []);
}

test.each([
  ['without the log book', process()],
  ['with the log book behind the signature', process(true)],
  ['in base64', Buffer.from(process()).toString('base64')],
  ['within a bill', `<Billing><Customer/>${process()}</Billing>`],
])('begin and end of a ChargingProcess are verified: %s', (_, text) => {
  expect(verify(text)).toMatchObject({
    valid: true,
    keyOrigin: 'record',
    energyKwh: '0.1419',
    startedAt: '2026-03-01T09:00:00.000Z',
    endedAt: '2026-03-01T09:04:31.000Z',
    meterSerial: '1EMH0006008367',
    identification: '874AD0FE',
  });
});

test.each([
  ['the register', '<Value>520535', '<Value>520536'],
  ['the card', '<CustomerIdent>874AD0FE', '<CustomerIdent>874AD0FF'],
  ['the meter', '<ServerId>0901454D4800005BAE2F', '<ServerId>0901454D4800005BAE20'],
  ['the time', 'T10:04:31+01:00', 'T10:04:32+01:00'],
  ['the page', '<Pagination>26', '<Pagination>27'],
])('changing %s is noticed', (_, from, to) => {
  const text = process();
  expect(text).toContain(from);
  expect(verify(text.replace(from, to))).toMatchObject({ valid: false });
});

test.each([
  ['no process at all', '<Billing/>', 'record-unreadable'],
  ['no measurement', '<ChargingProcess></ChargingProcess>', 'record-unreadable'],
  ['no time', process().replaceAll('<Timestamp>2026', '<Timestamp>x'), 'record-unreadable'],
  ['no signature', process().replaceAll('Signature', 'Stamp'), 'signature-missing'],
])('%s cannot be checked', (_, text, code) => {
  expect(verify('', text)).toMatchObject({ valid: null, reason: { code } });
});
