import { expect, type Page } from '@playwright/test';

/** What stands under each label: `Power now`, `Time`, `Cost so far`. */
export type Figures = Readonly<Record<string, string>>;

/** The steps of a driver, as a person at the screen takes them. */
export function walkOf(page: Page) {
  return {
    /** Searches by name or place and opens the station of that name. */
    async openStation(name: string): Promise<void> {
      await page.goto('/');
      await page.getByRole('searchbox').fill(name);
      await page
        .getByRole('link', { name: new RegExp(name) })
        .first()
        .click();
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    },
    /** Opens what a start at the charging point would cost, and what pays for it. */
    openStart: (point: string) => openStart(page, point),
    /** Starts at the charging point and adds a card on the hosted page when there is none. */
    async start(point: string, cardNumber: string): Promise<void> {
      await openStart(page, point);
      await beginCharge(page, cardNumber);
    },
    /** Begins on the open start page; adds a card when there is none. */
    begin: (cardNumber: string) => beginCharge(page, cardNumber),
    /** Follows the charge until the car has taken so much; answers the figures that were shown. */
    async followUntil(energy: string): Promise<readonly Figures[]> {
      const shown: Figures[] = [];
      const taken = page.getByText(energy, { exact: true });
      const look = async () => {
        const isThere = await taken.isVisible();
        const figures = await readFigures(page);
        if (JSON.stringify(figures) !== JSON.stringify(shown.at(-1))) shown.push(figures);
        return isThere;
      };
      await expect.poll(look, { intervals: [100], timeout: 60_000 }).toBe(true);
      return shown;
    },
    figures: () => readFigures(page),
    /** Waits until the car has taken so much, and stops. */
    async stopAt(energy: string): Promise<void> {
      await expect(page.getByText(energy, { exact: true })).toBeVisible({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Stop charging' }).click();
    },
    async openReceipt(): Promise<void> {
      const link = page.getByRole('link', { name: 'See the receipt' });
      await expect(link).toBeVisible({ timeout: 60_000 });
      await link.click();
      await expect(page.getByRole('heading', { name: /^Receipt / })).toBeVisible();
      await expect(page.getByText(/^Paid with /)).toBeVisible();
    },
  };
}

async function openStart(page: Page, point: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Start at ${point},`) }).click();
  await expect(page.getByRole('heading', { name: 'Start a charge' })).toBeVisible();
}

async function beginCharge(page: Page, cardNumber: string): Promise<void> {
  const add = page.getByRole('button', { name: 'Add a card' });
  const begin = page.getByRole('button', { name: 'Start charging' });
  await expect(add.or(begin)).toBeVisible();
  if (await add.isVisible()) {
    await add.click();
    await fillCard(page, cardNumber);
  }
  await begin.click();
  await expect(page).toHaveURL(/\/charges\/[0-9a-f-]{36}$/);
}

/** The figures of a running charge by their label, all of one moment. */
function readFigures(page: Page): Promise<Figures> {
  return page
    .locator('article dl > div')
    .evaluateAll((figures) =>
      Object.fromEntries(
        figures.map((it) => [
          it.querySelector('dt')?.textContent ?? '',
          it.querySelector('dd')?.textContent ?? '',
        ]),
      ),
    );
}

export async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expires').fill('12 / 30');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on the card').fill('A Driver');
  await page.getByRole('button', { name: 'Save card' }).click();
}
