import { expect, test } from './fixtures.ts';

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
