import { expect, test } from './fixtures.ts';
import { walkOf } from './walk.ts';

test('an honest charge at a partner, from sign-in to a receipt to the cent', async ({
  page,
  sandbox,
  signIn,
  checkAccessibility,
}) => {
  const walk = walkOf(page);
  const before = await sandbox.capturedCents();
  await signIn();
  await walk.openStation('Lowland Centraal');
  await expect(page.getByText('€0.5929')).toBeVisible();
  await expect(page.getByText('€0.4235')).toBeVisible();
  await checkAccessibility();

  await walk.start('A', '4242 4242 4242 4242');
  await expect(page.getByRole('status').filter({ hasText: /^Charging$/ })).toBeVisible();
  const shown = await walk.followUntil('20.00');
  const times = new Set(shown.map((it) => it.Time));
  const costs = new Set(shown.map((it) => it['Cost so far']));
  expect(times.size, `times shown: ${[...times]}`).toBeGreaterThan(2);
  expect(costs.size, `costs shown: ${[...costs]}`).toBeGreaterThan(2);
  await expect
    .poll(() => walk.figures())
    .toEqual({
      'Power now': '22.0 kW',
      Time: '54 min',
      'Cost so far': '€12.28',
    });
  await checkAccessibility();
  await page.getByRole('button', { name: 'Stop charging' }).click();

  await walk.openReceipt();
  await expect(
    page.getByRole('row', { name: /^Energy 20.000 kWh × €0.5929 €11.86$/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /^Start fee .*€0.4235 €0.42$/ })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Total €12.28' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^VAT 21% €10.15 €2.13 €12.28$/ })).toBeVisible();
  await expect(page.getByText(/Visa ending in 4242/)).toBeVisible();
  await checkAccessibility();
  expect((await sandbox.capturedCents()) - before).toBe(1228);
});
