import { type Sandbox, type SandboxOptions, startSandbox } from '../start-sandbox.ts';
import { lowlandWorld } from '../worlds/lowland.ts';
import { twinpowerWorld } from '../worlds/twinpower.ts';

/** A sandbox in this process, fast: an hour passes in a second. */
export function testSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    port: 0,
    smtpPort: 0,
    clock: { now: () => new Date() },
    timeLapse: 3600,
    resultAfterMs: 20,
    updateEveryMs: 150,
    worlds: [lowlandWorld('lowland-a'), twinpowerWorld('twinpower-a')],
    stripe: {
      secretKey: 'sk_test_sandbox',
      webhookUrl: 'http://127.0.0.1:1/webhook',
      webhookSecret: 'whsec_test',
    },
    ...options,
  });
}
