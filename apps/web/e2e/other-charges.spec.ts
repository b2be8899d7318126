import { expect, test } from './fixtures.ts';
import { walkOf } from './walk.ts';

const CARD = '4242 4242 4242 4242';

test('energy and blocking time at an own site', async ({
  page,
  sandbox,
  signIn,
  checkAccessibility,
}) => {
  const walk = walkOf(page);
  const before = await sandbox.capturedCents();
  await signIn();
  await walk.openStation('Peregrine Tempelhof');
  await expect(page.getByText('€3.5700')).toBeVisible();
  await checkAccessibility();
  await walk.start('1', CARD);
  await walk.stopAt('8.25');
  await walk.openReceipt();
  await expect(page.getByRole('row', { name: /^Energy 8.250 kWh × €0.4760 €3.93$/ })).toBeVisible();
  await expect(
    page.getByRole('row', { name: /^Blocking fee .*0.5 h × €3.5700 €1.79$/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: 'Total €5.72' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^VAT 19% €4.81 €0.91 €5.72$/ })).toBeVisible();
  expect((await sandbox.capturedCents()) - before).toBe(572);
});

test('a declined card asks no station', async ({ page, signIn, checkAccessibility }) => {
  const walk = walkOf(page);
  await signIn();
  await walk.openStation('Lowland Centraal');
  await walk.start('B', '4000 0000 0000 0002');
  await expect(page.getByText('The charge did not start')).toBeVisible();
  await expect(page.getByText(/^Your card was declined/)).toBeVisible();
  await checkAccessibility();
});

test('a refused start says who refused and offers a free charging point', async ({
  page,
  signIn,
  checkAccessibility,
}) => {
  const walk = walkOf(page);
  await signIn();
  await walk.openStation('Lowland Testveld');
  await walk.start('REFUSE', CARD);
  await expect(page.getByText('The charge did not start')).toBeVisible();
  await expect(page.getByText('The station refused.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Try one of these instead' })).toBeVisible();
  await checkAccessibility();
});

test('a refused stop is said plainly and the charge goes on, until the cable is pulled', async ({
  page,
  signIn,
  sandbox,
}) => {
  const walk = walkOf(page);
  await signIn();
  await walk.openStation('Lowland Testveld');
  await walk.start('STOP', CARD);
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await expect(page.getByText('The stop was refused')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop charging' })).toBeVisible();
  await sandbox.unplug('lowland', 'LOW-FAULT-STOP');
  await walk.openReceipt();
});

test('another driver finds neither the charge nor the console', async ({
  page,
  signIn,
  browser,
  stack,
}) => {
  const walk = walkOf(page);
  await signIn();
  await walk.openStation('Lowland Centraal');
  await walk.start('B', CARD);
  const charge = new URL(page.url()).pathname;
  const context = await browser.newContext({ baseURL: stack.urls.web });
  const other = await context.newPage();
  await signIn(other);
  for (const path of [charge, `${charge}/receipt`, '/console/partners']) {
    await other.goto(path);
    await expect(other.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  }
  await context.close();
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await walk.openReceipt();
});
