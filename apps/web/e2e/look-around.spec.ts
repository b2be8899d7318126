import { expect, test } from './fixtures.ts';

test('filters live in the URL, count their results and survive a reload', async ({
  page,
  checkAccessibility,
}) => {
  await page.goto('/?at=52.37,4.9,11');
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('button', { name: 'CCS' }).click();
  await page.getByRole('button', { name: '150 kW' }).click();
  await expect(page.getByRole('button', { name: /^Show \d+ station/ })).toBeVisible();
  await checkAccessibility();
  await page.getByRole('button', { name: /^Show \d+ station/ }).click();
  await expect(page).toHaveURL(/plug=ccs&kw=150/);
  await expect(page.getByRole('link', { name: /Lowland Zuidas/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Lowland Overtoom/ })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Filters, 2 filters set' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Lowland Overtoom/ })).toBeHidden();
});

test('the list is found by place without accents, and equals the map', async ({
  page,
  checkAccessibility,
}) => {
  await page.goto('/');
  await expect(page.locator('[data-map-ready="true"]')).toBeAttached();
  await checkAccessibility();
  await page.getByRole('searchbox').fill('aMSTERDÄM');
  await expect(page.getByRole('link', { name: /Lowland Centraal/ })).toBeVisible();
});

test('an unknown price is said with its reason and cannot be started', async ({ page }) => {
  await page.goto('/?q=Den Haag');
  await page
    .getByRole('link', { name: /Lowland/ })
    .first()
    .click();
  await expect(page.getByText('Price unknown').first()).toBeVisible();
  await expect(page.getByText('The operator has sent no price for this plug.')).toBeVisible();
});

test('pages that need a driver lead to the sign-in; unknown ones say so', async ({
  page,
  checkAccessibility,
}) => {
  await page.goto('/charges');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('E-mail address').fill('not an address');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByText(/^Write an e-mail address/)).toBeVisible();
  await checkAccessibility();
  await page.goto('/stations/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
});

test('the app speaks German to who asks for it', async ({ browser, stack }) => {
  const context = await browser.newContext({ locale: 'de-DE', baseURL: stack.urls.web });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await context.close();
});
