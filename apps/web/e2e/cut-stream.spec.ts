import { openLine } from './cuttable-line.ts';
import { expect, test } from './fixtures.ts';
import { walkOf } from './walk.ts';

const SOON = 5_000;

test('a cut stream recovers within 5 seconds, and so does a server that was away', async ({
  page,
  signIn,
  stack,
  sandbox,
}) => {
  const walk = walkOf(page);
  const line = await openLine(stack.urls.web);
  // At 11 kW this car charges for longer than the test looks.
  const evse = '/platforms/lowland/evses/LOW-UTR-1-A';
  await sandbox.post(evse, { scenario: { takesWh: 200_000 } });
  const energy = page.locator('article p').filter({ hasText: /^Energy: / });
  const expectMoves = async (timeout: number) => {
    const before = (await energy.textContent()) ?? '';
    await expect(energy).not.toHaveText(before, { timeout });
  };
  await signIn();
  await walk.openStation('Lowland Utrecht Jaarbeurs');
  await walk.start('A', '4242 4242 4242 4242');
  await expect(energy).toBeVisible();
  const streamed = page.waitForRequest(/charges\.live/);
  await page.goto(line.url + new URL(page.url()).pathname);
  await streamed;
  await expectMoves(SOON);

  line.cut();
  await expectMoves(SOON);

  await page.route(/charges\.live/, (route) => route.abort());
  line.cut();
  await expectMoves(SOON);
  await expect(page.getByText(/^Reconnecting/)).toBeVisible();
  await page.unroute(/charges\.live/);
  await expect(page.getByText(/^Reconnecting/)).toBeHidden({ timeout: SOON });
  await expectMoves(SOON);

  line.down();
  await expect(page.getByText(/^No connection. Last known/)).toBeVisible();
  line.up();
  await expectMoves(SOON);
  await expect(page.getByText(/^No connection/)).toBeHidden({ timeout: SOON });

  await page.goto(stack.urls.web + new URL(page.url()).pathname);
  await page.getByRole('button', { name: 'Stop charging' }).click();
  await expect(page.getByRole('link', { name: 'See the receipt' })).toBeVisible();
  await line.close();
  await sandbox.post(evse, { scenario: {} });
});
