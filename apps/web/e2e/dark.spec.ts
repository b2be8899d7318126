import { expect, test } from './fixtures.ts';
import { walkOf } from './walk.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

test.use({ viewport: DESKTOP });

test('every screen is as readable in the dark', async ({
  page,
  signIn,
  signInStaff,
  checkAccessibility,
}) => {
  const walk = walkOf(page);
  const check = async () => {
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(12, 20, 18)');
    await checkAccessibility();
  };
  const driver = await signIn();
  await page.goto('/');
  await expect(page.locator('[data-map-ready="true"]')).toBeAttached();
  await expect(page.getByRole('link', { name: /Lowland|Twin/ }).first()).toBeVisible();
  await check();
  await page.setViewportSize(PHONE);
  await check();
  await walk.openStation('Lowland Blaak');
  await check();
  await walk.openStart('A');
  await check();
  await walk.begin('4242 4242 4242 4242');
  await expect(page.getByText('Cost so far')).toBeVisible();
  await check();
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await expect(page.getByRole('link', { name: 'See the receipt' })).toBeVisible();
  await check();
  await walk.openReceipt();
  await check();

  await page.setViewportSize(DESKTOP);
  await signInStaff();
  for (const table of ['charges', 'invoices', 'cdrs', 'partners']) {
    const ofDriver = table === 'charges' || table === 'invoices';
    await page.goto(`/console/${table}${ofDriver ? `?q=${driver}` : ''}`);
    await page.locator('[data-row] a, [data-row-link]').locator('visible=true').first().click();
    await expect(page).toHaveURL(/[?&]open=[0-9a-f-]{36}/);
    await expect(page.locator('aside h2, dialog[data-side-panel] h2').first()).toBeVisible();
    await check();
  }
});
