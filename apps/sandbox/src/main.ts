import { readEnv } from './env.ts';
import { readFlags } from './read-flags.ts';
import { startSandbox } from './start-sandbox.ts';
import { lowlandWorld } from './worlds/lowland.ts';
import { twinpowerWorld } from './worlds/twinpower.ts';

const env = readEnv();
const flags = readFlags(process.argv.slice(2));
const sandbox = await startSandbox({
  port: env.port,
  smtpPort: env.smtpPort,
  sandboxUrl: env.sandboxUrl,
  ...(env.statePath && { statePath: env.statePath }),
  clock: { now: () => new Date() },
  timeLapse: env.timeLapse,
  worlds: [lowlandWorld(env.lowlandToken), twinpowerWorld(env.twinpowerToken)],
  stripe: {
    secretKey: env.stripeSecretKey,
    webhookUrl: `${env.webUrl}/api/stripe/webhook`,
    webhookSecret: env.stripeWebhookSecret,
  },
  ...(env.csmsUrl &&
    flags.stations && {
      station: {
        identity: 'PEREGRINE-BERLIN-1',
        password: env.stationPassword,
        gatewayUrl: `${env.csmsUrl.replace(/^http/, 'ws')}/ocpp`,
      },
    }),
});
process.stdout.write(`sandbox: listening on ${sandbox.url}\n`);

const stop = async () => {
  await sandbox.close();
  process.exit(0);
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
