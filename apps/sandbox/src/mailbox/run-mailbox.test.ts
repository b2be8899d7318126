import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.ts';
import { testSandbox } from '../testing/test-sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
  const transport = createTransport({ host: '127.0.0.1', port: sandbox.mailbox.smtpPort });
  await transport.sendMail({
    from: 'Peregrine <no-reply@peregrine.example>',
    to: 'Driver@peregrine.example',
    subject: 'Your link – schön',
    text: 'Sign in: http://127.0.0.1:3000/in?a=1&b=2 <b>',
    html: '<p><a href="http://127.0.0.1:3000/in?a=1&amp;b=2">Sign in</a></p><script>alert(1)</script>',
  });
  transport.close();
});
afterAll(() => sandbox.close());

const get = async (path: string) => {
  const response = await fetch(`${sandbox.url}${path}`);
  return { text: await response.text(), headers: response.headers, status: response.status };
};

it('takes a mail over SMTP with its subject, recipient, text and links', () => {
  expect(sandbox.mailbox.mails).toMatchObject([
    {
      to: ['driver@peregrine.example'],
      from: 'no-reply@peregrine.example',
      subject: 'Your link – schön',
      links: ['http://127.0.0.1:3000/in?a=1&b=2'],
    },
  ]);
});

it('shows it to people: a list, the text with links, the markup in a frame that runs nothing', async () => {
  const { id } = sandbox.mailbox.mails[0] ?? { id: '' };
  expect((await get('/mailbox')).text).toContain('Your link – schön');
  const mail = (await get(`/mailbox/${id}`)).text;
  expect(mail).toContain('<a href="http://127.0.0.1:3000/in?a=1&amp;b=2">');
  expect(mail).not.toContain('<script>');
  const frame = await get(`/mailbox/${id}/html`);
  expect(frame.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect((await get('/mailbox/none')).status).toBe(404);
});

it('answers mails to tests by recipient', async () => {
  const found = JSON.parse((await get('/control/mails?to=driver@peregrine.example')).text);
  expect(found).toHaveLength(1);
  expect(JSON.parse((await get('/control/mails?to=other@peregrine.example')).text)).toEqual([]);
});
