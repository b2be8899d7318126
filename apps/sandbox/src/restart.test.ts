import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import Stripe from 'stripe';
import { expect, it } from 'vitest';
import { openStateFile } from './state/open-state-file.ts';
import { testSandbox } from './testing/test-sandbox.ts';

const directory = mkdtempSync(join(tmpdir(), 'sandbox-'));

it('remembers payments, the answers of idempotency keys and mails over a restart', async () => {
  const statePath = join(directory, 'state.json');
  let sandbox = await testSandbox({ statePath });
  const hold = async () => {
    const stripe = new Stripe('sk_test_sandbox', {
      host: '127.0.0.1',
      port: Number(new URL(sandbox.url).port),
      protocol: 'http',
    });
    return stripe.paymentIntents.create(
      {
        amount: 3000,
        currency: 'eur',
        payment_method: 'pm_card_visa',
        capture_method: 'manual',
        confirm: true,
      },
      { idempotencyKey: 'hold-1' },
    );
  };
  const before = await hold();
  const transport = createTransport({ host: '127.0.0.1', port: sandbox.mailbox.smtpPort });
  await transport.sendMail({ from: 'a@x.example', to: 'b@x.example', subject: 'S', text: 'T' });
  transport.close();
  await sandbox.close();
  sandbox = await testSandbox({ statePath });
  const after = await hold();
  expect(after.id).toBe(before.id);
  expect(sandbox.payments.state.paymentIntents[before.id]?.amount_capturable).toBe(3000);
  expect(sandbox.mailbox.mails.map(({ subject }) => subject)).toEqual(['S']);
  await sandbox.close();
});

it('refuses a state file that is none, naming it', () => {
  const path = join(directory, 'other.json');
  writeFileSync(path, '[]');
  expect(() => openStateFile(path)).toThrow(path);
});
