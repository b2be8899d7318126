import { addPartner, createSignInLink, findUser, saveCard } from '@peregrine/services';
import { compose, type System } from './compose.ts';
import { type DemoSettings, readDemoSettings, readSettings, type Settings } from './env.ts';
import { DRIVER_EMAIL, PLATFORMS, STAFF_EMAIL, TEST_CARD } from './fixed-world.ts';

const LINK_VALID_MS = 24 * 3_600_000;

/**
 * Registers with the sandbox's platforms by the real handshake, saves the demo driver's test card
 * at the payment provider and makes one-time sign-in links. Any number of times.
 */
async function connect(ctx: System, settings: Settings, demo: DemoSettings) {
  for (const { key, name, always } of PLATFORMS) {
    const versionsUrl = `${demo.sandboxUrl}/ocpi/${key}/versions`;
    if (!always && !(await isPlayed(versionsUrl))) continue;
    const registrationToken = demo.registrationTokens[key];
    await addPartner(ctx, { name, versionsUrl, registrationToken });
  }
  const driver = await findUser(ctx, { email: DRIVER_EMAIL });
  if (!driver) throw new Error(`${DRIVER_EMAIL} is not there: seed first`);
  // Test cards exist in test mode alone.
  if (settings.stripe.secretKey.startsWith('sk_test_')) {
    await saveCard(ctx, { userId: driver.id, paymentMethodId: TEST_CARD });
  }
  const link = (email: string, callbackPath: string) =>
    createSignInLink(ctx, {
      email,
      callbackPath,
      secret: demo.authSecret,
      validMs: LINK_VALID_MS,
    });
  return {
    driverLink: await link(DRIVER_EMAIL, '/'),
    staffLink: await link(STAFF_EMAIL, '/console/partners'),
  };
}

/** Without a token a platform that is there answers 401; one that is not, 404. */
async function isPlayed(versionsUrl: string): Promise<boolean> {
  const { status } = await fetch(versionsUrl);
  return status !== 404;
}

const settings = readSettings();
const { ctx, close } = compose(settings, 'peregrine-connect');
try {
  const links = await connect(ctx, settings, readDemoSettings());
  process.stdout.write(`${JSON.stringify(links)}\n`);
} finally {
  await close();
}
