/** Where the sandbox listens, whom it calls, and how fast its stations run. */
export type SandboxEnv = {
  port: number;
  smtpPort: number;
  /** How others reach it; platforms and hosted pages are named by it. */
  sandboxUrl: string;
  webUrl: string;
  /** The OCPP gateway; without it no station runs. */
  csmsUrl?: string;
  statePath?: string;
  timeLapse: number;
  lowlandToken: string;
  twinpowerToken: string;
  syntheticToken: string;
  irveToken: string;
  stationPassword: string;
  stripeSecretKey: string;
  stripeWebhookSecret: string;
};

/** Reads the environment; a number that is none is named and ends the start. */
export function readEnv(env: NodeJS.ProcessEnv = process.env): SandboxEnv {
  const port = readNumber(env, 'SANDBOX_PORT', 3040);
  return {
    port,
    smtpPort: readNumber(env, 'SMTP_PORT', 3025),
    sandboxUrl: env.SANDBOX_URL ?? `http://127.0.0.1:${port}`,
    webUrl: env.WEB_URL ?? 'http://127.0.0.1:3000',
    ...(env.CSMS_URL && { csmsUrl: env.CSMS_URL }),
    ...(env.SANDBOX_STATE && { statePath: env.SANDBOX_STATE }),
    timeLapse: readNumber(env, 'SANDBOX_TIME_LAPSE', 120),
    lowlandToken: env.SANDBOX_LOWLAND_TOKEN ?? 'lowland-registration-token-a',
    twinpowerToken: env.SANDBOX_TWINPOWER_TOKEN ?? 'twinpower-registration-token-a',
    syntheticToken: env.SANDBOX_SYNTHETIC_TOKEN ?? 'synthetic-registration-token-a',
    irveToken: env.SANDBOX_IRVE_TOKEN ?? 'irve-registration-token-a',
    stationPassword: env.STATION_PASSWORD ?? 'sandbox-station-password',
    stripeSecretKey: 'sk_test_sandbox',
    stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET ?? 'whsec_sandbox',
  };
}

function readNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is no number: ${text}`);
  return value;
}
