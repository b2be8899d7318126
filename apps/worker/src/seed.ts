import {
  addPlanVersion,
  addStaff,
  addStation,
  createUser,
  registerCard,
  ServiceError,
} from '@peregrine/services';
import { compose, type System } from './compose.ts';
import { readDemoSettings, readSettings } from './env.ts';
import { CARD, DRIVER_EMAIL, GO_PLAN, ownStation, STAFF_EMAIL } from './fixed-world.ts';

/** The fixed world of the demo, as far as it needs nobody else; any number of times. */
async function seed(ctx: System): Promise<void> {
  const validFrom = new Date('2026-01-01T00:00:00Z');
  await addPlanVersion(ctx, { planKey: 'go', version: 1, plan: GO_PLAN, validFrom });
  await addStaff(ctx, { email: STAFF_EMAIL, name: 'Robin Staff' });
  const driver = await createUser(ctx, { email: DRIVER_EMAIL, name: 'Kim Driver' });
  try {
    await registerCard(ctx, { userId: driver.id, ...CARD });
  } catch (error) {
    // The card of an earlier run.
    if (!(error instanceof ServiceError && error.code === 'conflict')) throw error;
  }
  await addStation(ctx, ownStation(readDemoSettings().stationPassword));
}

const { ctx, close } = compose(readSettings(), 'peregrine-seed');
try {
  await seed(ctx);
  process.stdout.write(`${JSON.stringify({ driver: DRIVER_EMAIL, staff: STAFF_EMAIL })}\n`);
} finally {
  await close();
}
