import type { Page } from '@playwright/test';
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

test('a first look at the map loads a few small tiles, and towns as one comes near', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const tiles: { path: string; bytes: number }[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const bytes = Number(response.headers()['content-length']);
    if (pathname.endsWith('.mvt')) tiles.push({ path: pathname, bytes });
  });
  const first = page.waitForResponse(/\/world\/[45]\/.*\.mvt$/);
  await page.goto('/');
  await first;
  await expect(page).toHaveURL(/at=/);
  expect(tiles.filter(({ path }) => path.includes('/towns/'))).toEqual([]);
  expect(tiles.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(100_000);
  const town = page.waitForResponse(/\/towns\/7\/65\/42\.mvt$/);
  await page.goto('/?at=52.37,4.9,11');
  expect((await town).ok()).toBe(true);
  expect(complaints).toEqual([]);
});

test('the map has its colours where motion is reduced, too', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  // Fields without a name.
  await page.goto('/?at=52.6,7.9,14');
  await expect(page.locator('[data-map-ready="true"]')).toBeAttached();
  const width = page.viewportSize()?.width ?? 0;
  await expect.poll(() => colourAt(page, { x: width - 100, y: 250 })).toBe('244,245,241');
});

/** Red, green and blue of the page as it is seen. */
async function colourAt(page: Page, { x, y }: { x: number; y: number }): Promise<string> {
  const shot = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const pen = document.createElement('canvas').getContext('2d');
    pen?.drawImage(image, 0, 0);
    return String(pen?.getImageData(0, 0, 1, 1).data.slice(0, 3));
  }, shot.toString('base64'));
}
