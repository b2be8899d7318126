import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { fillCard, walkOf } from './walk.ts';

/** Both themes of the page as it is now. */
async function checkThemes(page: Page, check: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await check();
  }
}

test('the screens around a charge can be used by everyone, light and dark', async ({
  page,
  signIn,
  checkAccessibility,
}) => {
  const walk = walkOf(page);
  await signIn();
  await page.goto('/charges');
  await expect(page.getByRole('heading', { name: 'No charge yet' })).toBeVisible();
  await checkThemes(page, checkAccessibility);
  await page.goto('/account');
  await expect(page.getByText('No charging card is linked to your account.')).toBeVisible();
  await checkThemes(page, checkAccessibility);

  await walk.openStation('Lowland Overtoom');
  await page.getByRole('button', { name: /^Start at A,/ }).click();
  await expect(page.getByRole('button', { name: 'Add a card' })).toBeVisible();
  await checkThemes(page, checkAccessibility);
  await page.getByRole('button', { name: 'Add a card' }).click();
  await fillCard(page, '4242 4242 4242 4242');
  await expect(page.getByRole('button', { name: 'Start charging' })).toBeVisible();
  await checkThemes(page, checkAccessibility);
  await page.getByRole('button', { name: 'Start charging' }).click();

  await walk.stopAt('11.70');
  await expect(page.getByText('Total paid')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('€7.36')).toBeVisible();
  await checkThemes(page, checkAccessibility);
  await walk.openReceipt();
  await expect(page.getByText('The final amount is the estimate that you saw.')).toBeVisible();
  await checkThemes(page, checkAccessibility);
  await page.goto('/charges');
  await expect(page.getByRole('link', { name: /Lowland Overtoom/ })).toBeVisible();
  await checkThemes(page, checkAccessibility);
});

test('what is not there says so, in both themes', async ({ page, checkAccessibility }) => {
  await page.goto('/stations/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  await checkThemes(page, checkAccessibility);
  await page.goto('/no-such-page');
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  await checkThemes(page, checkAccessibility);
});

test('a link to a search opens the map there, and the next visit where it was left', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page).toHaveURL(/at=52\.\d+,8\.\d+,[45]\.\d/);
  await page.goto('/?q=Lowland Centraal');
  await expect(page).toHaveURL(/at=52\.37\d+,4\.90\d+,12\.0/);
  await page.goto('/');
  await expect(page).toHaveURL(/at=52\.3\d+,4\.9\d+,12\.0/);
});

test('a first look at the map loads no more than the coarse world', async ({ page }) => {
  const files: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/map-files/')) files.push(pathname);
  });
  await page.goto('/');
  await expect(page).toHaveURL(/at=/);
  expect(files.filter((file) => file.endsWith('.json'))).toEqual(['/map-files/countries-50m.json']);
  const fine = page.waitForResponse(/countries-10m\.json/);
  await page.goto('/?at=52.37,4.9,11');
  await fine;
});
