import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { walkOf } from './walk.ts';

const CARD = '4242 4242 4242 4242';

test('an overcharging CDR costs the driver what was promised; staff see it in all four tables', async ({
  page,
  sandbox,
  signIn,
  signInStaff,
  checkAccessibility,
}) => {
  const walk = walkOf(page);
  const before = await sandbox.capturedCents();
  const driver = await signIn();
  await walk.openStation('Lowland Overtoom');
  await walk.start('A', CARD);
  await walk.stopAt('11.70');
  await walk.openReceipt();
  await expect(
    page.getByRole('row', { name: /^Energy 11.700 kWh × €0.5929 €6.94$/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: 'Total €7.36' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^VAT 21% €6.08 €1.28 €7.36$/ })).toBeVisible();
  expect((await sandbox.capturedCents()) - before).toBe(736);
  await signInStaff();

  await page.goto(`/console/charges?q=${driver}`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Lowland Overtoom');
  await expect(rows(page)).toContainText('€7.36');
  await openFirst(page);
  await expect(panel(page).getByText('Captured from the hold')).toBeVisible();
  await expect(
    panel(page).getByRole('row', { name: /^Capture Succeeded .* €7.36$/ }),
  ).toBeVisible();
  await checkAccessibility();

  await panel(page).locator('a[href^="/console/cdrs"]').click();
  await expect(page).toHaveURL(/\/console\/cdrs\?open=/);
  const total = panel(page).getByRole('row', { name: /^Total/ });
  await expect(total.getByRole('cell')).toHaveText(['€6.785', '€5.615', '+€1.17']);
  await expect(panel(page).getByText('R09').first()).toBeVisible();
  await panel(page).getByText('Message as received').click();
  await expect(panel(page).locator('pre')).toContainText('"total_cost"');
  await checkAccessibility();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(rows(page).first()).toContainText('Disputed');
  await checkAccessibility();

  await page.goto(`/console/invoices?q=${driver}`);
  await expect(rows(page)).toContainText('€7.36');
  await openFirst(page);
  await expect(panel(page).getByRole('row', { name: '21% €6.08 €1.28 €7.36' })).toBeVisible();
  await expect(panel(page).getByRole('row', { name: /^driver-receivable .*€7.36/ })).toHaveCount(2);
  await checkAccessibility();

  await page.goto('/console/partners?q=NL-LOW');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Lowland Charging');
  await expect(rows(page)).toContainText('Connected');
  await openFirst(page);
  await expect(panel(page).getByRole('row', { name: /^locations/ })).toBeVisible();
  await checkAccessibility();
});

test('a table is walked by keys, and what it shows is in the URL', async ({
  page,
  signInStaff,
}) => {
  await signInStaff();
  await page.goto('/console/partners');
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(rows(page).first().getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { name: /Lowland Charging/ })).toBeFocused();
  await page.keyboard.press('j');
  await expect(panel(page).getByRole('heading', { name: /Peregrine/ })).toBeVisible();
  await page.reload();
  await expect(panel(page).getByRole('heading', { name: /Peregrine/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(rows(page).nth(1).getByRole('link')).toBeFocused();

  await page.keyboard.press('/');
  await page.keyboard.type('twin');
  await expect(page).toHaveURL(/\?q=twin$/);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Suspended' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all rows' }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('a card is registered for a driver, and what is wrong is said at its field', async ({
  page,
  signIn,
  signInStaff,
  checkAccessibility,
}) => {
  const driver = await signIn();
  await signInStaff();
  await page.goto('/console/cards');
  const email = page.getByLabel('Driver’s e-mail address');
  const uid = page.getByLabel('Card uid');
  await email.fill('nobody@peregrine.example');
  await uid.fill('no!');
  await page.getByLabel('Number on the card').fill('PER-7');
  await page.getByRole('button', { name: 'Register the card' }).click();
  await expect(uid).toHaveAccessibleDescription('The uid has 4 to 20 letters and digits.');
  await expect(uid).toBeFocused();
  const card = randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase();
  await uid.fill(card);
  await page.getByRole('button', { name: 'Register the card' }).click();
  await expect(email).toHaveAccessibleDescription('There is no driver with this address.');
  await checkAccessibility();
  await email.fill(driver);
  await page.getByRole('button', { name: 'Register the card' }).click();
  await expect(page.getByText(`Card ${card} is registered for ${driver}.`)).toBeVisible();
  await uid.fill(card);
  await page.getByLabel('Number on the card').fill('PER-7');
  await page.getByRole('button', { name: 'Register the card' }).click();
  await expect(uid).toHaveAccessibleDescription('This card is registered already.');
});

test('the console refuses who is not staff, page and procedure', async ({ page, signIn }) => {
  const procedure = '/api/trpc/console.cdrs.list?input=%7B%7D';
  await page.goto('/console/cdrs');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get(procedure)).status()).toBe(401);
  await signIn();
  expect((await page.goto('/console/cdrs'))?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  expect((await page.request.get(procedure)).status()).toBe(403);
});

/** The rows of a table at either size: a table's, or the items of the phone's list. */
function rows(page: Page) {
  return page.locator('tr[data-row], li:has(> [data-row-link])');
}

/** What an open row shows: beside the table, or over it on a phone. */
function panel(page: Page) {
  return page.locator('aside, dialog[data-side-panel]');
}

async function openFirst(page: Page): Promise<void> {
  await rows(page).first().getByRole('link').click();
  await expect(page).toHaveURL(/[?&]open=[0-9a-f-]{36}/);
}
