import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { type RunningStack, readStack } from './stack-file.ts';

type Fixtures = {
  readonly stack: RunningStack;
  readonly sandbox: Sandbox;
  /** Signs a new driver in by the mailed link, on this page or another; answers the address. */
  readonly signIn: (on?: Page) => Promise<string>;
  /** Signs staff in, in place of whoever was signed in before. */
  readonly signInStaff: () => Promise<void>;
  /** Fails with what axe finds on the page as it is now (WCAG 2.2 A and AA). */
  readonly checkAccessibility: () => Promise<void>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from here
  stack: async ({}, use, { parallelIndex }) => use(readStack(parallelIndex)),
  sandbox: async ({ stack }, use) => use(openSandbox(stack.urls.sandbox)),
  baseURL: async ({ stack }, use) => use(stack.urls.web),
  signIn: async ({ page, sandbox }, use) => use((on = page) => signInByMail(on, sandbox)),
  signInStaff: async ({ page, sandbox }, use) => use(() => signInStaffByMail(page, sandbox)),
  checkAccessibility: async ({ page }, use) => use(() => checkPage(page)),
});

export { expect };

async function signInByMail(page: Page, sandbox: Sandbox): Promise<string> {
  const address = `driver-${randomUUID().slice(0, 8)}@peregrine.example`;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const link = await mailedLink(sandbox, address);
  await page.goto(link);
  await expect(page.getByRole('link', { name: 'Account' }).locator('visible=true')).toBeVisible();
  return address;
}

const STAFF = 'staff@peregrine.example';

async function signInStaffByMail(page: Page, sandbox: Sandbox): Promise<void> {
  await page.context().clearCookies();
  const mailsBefore = (await sandbox.mailsTo(STAFF)).length;
  await page.goto('/sign-in?to=/console');
  await page.getByLabel('E-mail address').fill(STAFF);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  const mails = () => sandbox.mailsTo(STAFF);
  await expect.poll(async () => (await mails()).length).toBeGreaterThan(mailsBefore);
  const link = (await mails()).at(-1)?.links.find((it) => it.includes('/api/auth/callback/email'));
  await page.goto(link ?? '');
  await expect(page).toHaveURL(/\/console\/partners/);
}

async function mailedLink(sandbox: Sandbox, address: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(async () => {
      const links = (await sandbox.mailsTo(address)).flatMap((mail) => mail.links);
      link = links.find((it) => it.includes('/api/auth/callback/email'));
      return link;
    })
    .toBeDefined();
  return link ?? '';
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function checkPage(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
  }));
  expect(found).toEqual([]);
}
