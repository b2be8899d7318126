import { defineConfig } from '@playwright/test';
import { chromiumPath } from './e2e/env.ts';

// Draws WebGL without a GPU, and asks nobody for updates.
const flags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
];

/** These change size and theme themselves. */
const SCREENS = /\/screens\.spec\.ts$/;
/** What a broken line does is the same at every size. */
const LINE = /(cut-stream|lost-connection)\.spec\.ts$/;

/** The browser tests: two workers with a stack each, at phone and desktop size. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/start-the-stacks.ts',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    // The pages themselves are kept; pictures all along would be drawn without a GPU.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { executablePath: chromiumPath(), args: flags },
  },
  projects: [
    // The longest first, so that both workers end together.
    { name: 'screens', testMatch: SCREENS },
    {
      name: 'phone',
      testIgnore: SCREENS,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true },
    },
    {
      name: 'desktop',
      testIgnore: [SCREENS, LINE],
      use: { viewport: { width: 1280, height: 800 } },
    },
  ],
});
