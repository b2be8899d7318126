/**
 * Who may import whom. Rooms are the directories under `packages/` and `apps/`; a room that is not
 * listed may import nothing of ours.
 */
export const siblings: Record<string, readonly string[]> = {
  'packages/domain': [],
  'packages/pricing': ['domain'],
  'packages/billing': ['domain', 'pricing'],
  'packages/ocpi': ['domain'],
  'packages/ocpp': ['domain'],
  'packages/db': ['domain'],
  'packages/services': ['domain', 'pricing', 'billing', 'db', 'signed-data'],
  'packages/payments': ['domain'],
  'packages/signed-data': ['domain'],
  'packages/mail': ['domain'],
  'packages/bus': ['domain'],
  'packages/api': ['services', 'domain'],
  'packages/ui': ['domain', 'pricing'],
  // An independent witness of the protocols: not our own code answering itself.
  'apps/sandbox': ['domain'],
};

/** What an app composes. The rooms of `composeOnly` come in through its `compose.ts` alone. */
export const appSiblings: Record<string, readonly string[]> = {
  'apps/web': ['api', 'services', 'ui', 'domain', 'pricing'],
  'apps/ocpi': ['ocpi', 'services', 'domain'],
  'apps/csms': ['ocpp', 'services', 'domain'],
  'apps/worker': ['ocpi', 'services', 'domain'],
  'apps/cli': ['ocpi', 'ocpp', 'services', 'pricing', 'billing', 'signed-data', 'domain'],
};

export const composeOnly = ['db', 'payments', 'mail', 'bus'] as const;

/** npm packages by room, as patterns of their names. A room that is absent chooses freely. */
export const thirdParty: Record<string, readonly string[]> = {
  'packages/domain': ['temporal-polyfill'],
  'packages/pricing': [],
  'packages/billing': [],
  'packages/ocpi': ['zod'],
  'packages/ocpp': ['zod', 'typed-ocpp', 'ws'],
  'packages/db': ['@prisma/[^/]+', 'pg', 'graphile-worker'],
  'packages/services': [],
  'packages/payments': ['stripe'],
  'packages/signed-data': [],
  'packages/mail': ['nodemailer'],
  'packages/bus': ['@nats-io/[^/]+'],
  'packages/api': ['@trpc/server', 'zod'],
};

/** Rooms without input and output: not even Node's own modules. */
export const pureRooms = ['domain', 'pricing', 'billing'] as const;

/** npm packages that one room alone may know. */
export const owners: Record<string, string> = {
  '@prisma/[^/]+': 'packages/db',
  pg: 'packages/db',
  'graphile-worker': 'packages/db',
  stripe: 'packages/payments',
  nodemailer: 'packages/mail',
  '@nats-io/[^/]+': 'packages/bus',
};

/**
 * Tests and benches, and what a room keeps for them under `testing/`, may also import the test kit and
 * the stack, and look into the database.
 */
export const testFiles =
  '(\\.(test|spec|bench)\\.tsx?$|/testing/|/e2e/|/playwright\\.config\\.ts$)';
