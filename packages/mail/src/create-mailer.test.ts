import { once } from 'node:events';
import { type Decimal, type Instant, parseDecimal } from '@peregrine/domain';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailer } from './create-mailer.ts';
import type { ReceiptMail } from './mail.ts';
import { wordReceipt } from './receipt-mail.ts';

const received: { to: string[]; body: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, callback) =>
    callback(address.startsWith('nobody') ? new Error('no such mailbox') : null),
  onData: (stream, session, callback) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ to, body: Buffer.concat(chunks).toString('utf8') });
      callback();
    });
  },
});
let mailer: ReturnType<typeof createMailer>;

beforeAll(async () => {
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  mailer = createMailer({
    url: `smtp://127.0.0.1:${port}`,
    from: 'Peregrine <billing@peregrine.example>',
  });
});

afterAll(async () => {
  mailer.close();
  await new Promise<void>((closed) => server.close(() => closed()));
});

const dec = (text: string) => parseDecimal(text) as Decimal;
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const receipt: ReceiptMail = {
  kind: 'receipt',
  to: 'driver@peregrine.example',
  locale: 'en',
  url: 'http://127.0.0.1:3000/charges/1/receipt?a=1&b=2',
  number: 'PER-2026-000001',
  sellerName: 'Peregrine',
  sellerLines: ['Falkenweg 1', 'DE123456789'],
  stationName: 'Tempelhof <script>',
  stationAddress: 'Platz 1, Berlin',
  timeZone: 'Europe/Berlin',
  startedAt: '2026-03-01T10:00:00.000Z' as Instant,
  endedAt: '2026-03-01T11:00:00.000Z' as Instant,
  energyKwh: dec('8.25'),
  lines: [
    {
      dimension: 'ENERGY',
      quantity: dec('8.25'),
      unit: 'kWh',
      unitPrice: dec('0.476'),
      total: eur('3.93'),
    },
    {
      dimension: 'PARKING_TIME',
      quantity: dec('0.5'),
      unit: 'h',
      unitPrice: dec('3.57'),
      total: eur('1.79'),
    },
  ],
  vat: [{ percent: dec('19'), vat: eur('0.91') }],
  total: eur('5.72'),
};

test('a receipt arrives over SMTP, in both forms, with a link to the whole of it', async () => {
  await mailer.send(receipt);
  const mail = received.at(-1);
  expect(mail?.to).toEqual(['driver@peregrine.example']);
  expect(mail?.body).toMatch(/From: Peregrine <billing@peregrine\.example>/);
  expect(mail?.body).toContain('Content-Type: text/plain');
  expect(mail?.body).toContain('Content-Type: text/html');
});

test('it says the lines, the sum and the VAT of the document, in the time of the site', () => {
  const { subject, text } = wordReceipt(receipt);
  expect(subject).toBe('Your receipt: €5.72, Tempelhof <script>');
  expect(text).toContain('Energy (8.250 kWh, 0.4760 EUR per kWh): €3.93');
  expect(text).toContain('Parking after charging (30 min, 3.5700 EUR per hour): €1.79');
  expect(text).toContain('Total: €5.72\nincluding 19 % VAT: €0.91');
  expect(text).toMatch(/From: 1 Mar 2026, 11:00 (CET|GMT\+1)/);
  expect(text).toContain(receipt.url);
});

test('it speaks German to those who do', () => {
  const { subject, text } = wordReceipt({ ...receipt, locale: 'de-AT' });
  expect(subject.replace(/\s/g, ' ')).toBe('Ihr Beleg: 5,72 €, Tempelhof <script>');
  expect(text.replace(/\u00a0/g, ' ')).toContain('Energie (8,250 kWh, 0,4760 EUR je kWh): 3,93 €');
});

test('what a partner named its station is text, never markup', () => {
  const { html } = wordReceipt(receipt);
  expect(html).not.toContain('<script>');
  expect(html).toContain('Tempelhof &lt;script&gt;');
  expect(html).toContain('receipt?a=1&amp;b=2');
  expect(html).not.toMatch(/src=|@import|url\(/);
});

test('a sign-in link arrives, in the language of the reader', async () => {
  const url = 'http://127.0.0.1:3000/api/auth/callback/email?token=abc';
  for (const [locale, word] of [
    ['en', 'Sign in to Peregrine'],
    ['de', 'Anmelden bei Peregrine'],
  ] as const) {
    await mailer.send({
      kind: 'sign-in',
      to: 'new@peregrine.example',
      locale,
      url,
      validMinutes: 10,
    });
    expect(received.at(-1)?.body).toContain(`Subject: ${word}`);
  }
});

test('what the server refuses is thrown, so that the job tries again', async () => {
  const send = mailer.send({ ...receipt, to: 'nobody@peregrine.example' });
  await expect(send).rejects.toThrow(/no such mailbox/);
});
