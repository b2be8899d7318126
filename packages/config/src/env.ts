/** What people and CI may set for the commands of this package. Absent means the default. */
export const settings = {
  chromiumPath: process.env.CHROMIUM_PATH,
  databaseUrl: process.env.DATABASE_URL,
  stripeSecretKey: process.env.STRIPE_SECRET_KEY,
  stripeWebhookSecret: process.env.STRIPE_WEBHOOK_SECRET,
  smtpUrl: process.env.SMTP_URL,
  mailFrom: process.env.MAIL_FROM,
  timeLapse: process.env.SANDBOX_TIME_LAPSE,
  testPostgresUrl: process.env.TEST_POSTGRES_URL,
  /** Where the person stood who ran `npm run`: relative file names are theirs. */
  callerDirectory: process.env.INIT_CWD ?? process.cwd(),
};

/** A port that was chosen by a variable, e.g. `WEB_PORT=3001`. Throws on what is no port. */
export function chosenPort(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${variable}=${text} is not a port (1 to 65535)`);
}

const ofTheRunner =
  /^(npm_|INIT_CWD$|NODE_ENV$|NODE_CHANNEL_FD$|VITEST|TEST$|PLAYWRIGHT_|TEST_WORKER)/;

/**
 * The environment that children start from: the machine's, without what npm and test runners add.
 * Variables of the stack itself are left out too: a child gets those from its description alone.
 */
export function inheritedEnvironment(exclude: readonly string[]): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !ofTheRunner.test(entry[0]) && !exclude.includes(entry[0]),
  );
  return Object.fromEntries(entries);
}
