import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { fillCard, walkOf } from './walk.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const PAPER = { light: 'rgb(246, 248, 247)', dark: 'rgb(12, 20, 18)' };

/** The page as it is now, at both sizes and in both themes. */
async function checkEverywhere(page: Page, check: () => Promise<void>): Promise<void> {
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveCSS('background-color', PAPER[colorScheme]);
      await check();
    }
  }
}

test('every screen of a charge can be used by everyone, at any size, light and dark', async ({
  page,
  signIn,
  signInStaff,
  checkAccessibility,
}) => {
  test.slow();
  const walk = walkOf(page);
  const check = () => checkEverywhere(page, checkAccessibility);
  const driver = await signIn();
  await page.goto('/charges');
  await expect(page.getByRole('heading', { name: 'No charge yet' })).toBeVisible();
  await check();
  await page.goto('/account');
  await expect(page.getByText('No charging card is linked to your account.')).toBeVisible();
  await check();
  await page.goto('/');
  await expect(page.locator('[data-map-ready="true"]')).toBeAttached();
  await expect(page.getByRole('link', { name: /Lowland|Twin/ }).first()).toBeVisible();
  await check();

  await walk.openStation('Lowland Blaak');
  await check();
  await walk.openStart('A');
  await expect(page.getByRole('button', { name: 'Add a card' })).toBeVisible();
  await check();
  await page.getByRole('button', { name: 'Add a card' }).click();
  await fillCard(page, '4242 4242 4242 4242');
  await expect(page.getByRole('button', { name: 'Start charging' })).toBeVisible();
  await check();
  await page.getByRole('button', { name: 'Start charging' }).click();
  await expect(page.getByText('Cost so far')).toBeVisible();
  await check();
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await expect(page.getByText('Total paid')).toBeVisible({ timeout: 60_000 });
  await check();
  await walk.openReceipt();
  await expect(page.getByText('The final amount is the estimate that you saw.')).toBeVisible();
  await check();
  await page.goto('/charges');
  await expect(page.getByRole('link', { name: /Lowland Blaak/ })).toBeVisible();
  await check();

  await page.setViewportSize(DESKTOP);
  await signInStaff();
  for (const table of ['charges', 'invoices', 'cdrs', 'partners']) {
    const ofDriver = table === 'charges' || table === 'invoices';
    await page.setViewportSize(DESKTOP);
    await page.goto(`/console/${table}${ofDriver ? `?q=${driver}` : ''}`);
    await page.locator('[data-row] a, [data-row-link]').locator('visible=true').first().click();
    await expect(page).toHaveURL(/[?&]open=[0-9a-f-]{36}/);
    await expect(page.locator('aside h2, dialog[data-side-panel] h2').first()).toBeVisible();
    await check();
  }
});

test('what is not there says so', async ({ page, checkAccessibility }) => {
  for (const path of ['/stations/00000000-0000-4000-8000-000000000000', '/no-such-page']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
    await checkEverywhere(page, checkAccessibility);
  }
});
