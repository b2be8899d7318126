import { expect, test } from './fixtures.ts';
import { walkOf } from './walk.ts';

test('a charge without a network shows what is last known, and recovers within 5 seconds', async ({
  page,
  context,
  signIn,
}) => {
  const walk = walkOf(page);
  await signIn();
  await walk.openStation('Lowland Centraal');
  await walk.start('A', '4242 4242 4242 4242');
  await expect(page.getByText('20.00', { exact: true })).toBeVisible({ timeout: 60_000 });
  // The service worker keeps the page from its second visit on.
  await page.reload();
  await expect(page.getByText('20.00', { exact: true })).toBeVisible();

  // A stream that is open already survives the emulation; a page that is opened anew has none.
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('20.00', { exact: true })).toBeVisible();
  await expect(page.getByText(/^No connection. Last known/)).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText(/^No connection/)).toBeHidden({ timeout: 5_000 });
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await walk.openReceipt();
});
