import { readEnv } from './env.ts';
import { readFlags } from './read-flags.ts';
import { startSandbox } from './start-sandbox.ts';
import { irveWorld } from './worlds/irve.ts';
import { lowlandWorld } from './worlds/lowland.ts';
import { syntheticWorld } from './worlds/synthetic.ts';
import { twinpowerWorld } from './worlds/twinpower.ts';

const env = readEnv();
const flags = readFlags(process.argv.slice(2));
const worlds = [lowlandWorld(env.lowlandToken), twinpowerWorld(env.twinpowerToken)];
if (flags.locations > 0) worlds.push(await syntheticWorld(env.syntheticToken, flags.locations));
if (flags.irvePath) worlds.push(await irveWorld(env.irveToken, flags.irvePath));
const sandbox = await startSandbox({
  port: env.port,
  smtpPort: env.smtpPort,
  sandboxUrl: env.sandboxUrl,
  ...(env.statePath && { statePath: env.statePath }),
  clock: { now: () => new Date() },
  timeLapse: env.timeLapse,
  worlds,
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
