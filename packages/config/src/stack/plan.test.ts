import { describe, expect, test } from 'vitest';
import { planStack, type StackSettings } from './plan.ts';
import { defaultPorts } from './ports.ts';

const settings: StackSettings = {
  ports: defaultPorts,
  secrets: {
    postgresPassword: 'p',
    migratorPassword: 'm',
    appPassword: 'app-password',
    edgePassword: 'edge-password',
    authSecret: 'auth',
    secretsKey: 'key',
    stripeWebhookSecret: 'whsec_own',
  },
  database: {
    migrator: 'postgresql://migrator',
    app: 'postgresql://app',
    edge: 'postgresql://edge',
  },
  dir: '/data',
};

describe('what each process is given', () => {
  const { servers, migrate, seed, connect } = planStack(settings);

  test('the role of its own: edge for ocpi, app for the rest, the owner for migrations alone', () => {
    expect(servers.ocpi.env.DATABASE_URL).toBe('postgresql://edge');
    for (const { env } of [servers.web, servers.csms, servers.worker, seed, connect]) {
      expect(env.DATABASE_URL).toBe('postgresql://app');
      expect(env.MIGRATOR_DATABASE_URL).toBeUndefined();
    }
    expect(migrate.env).toMatchObject({
      MIGRATOR_DATABASE_URL: 'postgresql://migrator',
      APP_DATABASE_PASSWORD: 'app-password',
      EDGE_DATABASE_PASSWORD: 'edge-password',
    });
  });

  test('a seller, which no app invents for itself', () => {
    for (const { env } of [servers.web, servers.ocpi, servers.csms, servers.worker, seed]) {
      expect(env).toMatchObject({ SELLER_NAME: 'Peregrine', EMSP_PARTY: 'NL-PER' });
    }
  });

  test('no database for the sandbox, which is the outside world', () => {
    expect(Object.keys(servers.sandbox.env).filter((name) => name.includes('DATABASE'))).toEqual(
      [],
    );
  });

  test('a health check and the ports that it listens on, by their variables', () => {
    const ports = Object.values(servers).flatMap((server) => server.ports.map((it) => it.variable));
    expect(ports.sort()).toEqual(
      Object.keys(defaultPorts)
        .filter((it) => !/POSTGRES/.test(it))
        .sort(),
    );
    expect(servers.csms.health).toBe('http://127.0.0.1:3020/healthz');
  });
});

describe('what replaces the embedded parts', () => {
  test('real Stripe is not called at the sandbox', () => {
    const stripe = { secretKey: 'sk_live_1', webhookSecret: 'whsec_real' };
    const { web } = planStack({ ...settings, stripe }).servers;
    expect(web.env).toMatchObject({
      STRIPE_SECRET_KEY: 'sk_live_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_real',
    });
    expect(web.env.STRIPE_API_URL).toBeUndefined();
    expect(planStack(settings).servers.web.env.STRIPE_API_URL).toBe('http://127.0.0.1:3040');
  });

  test('a mail server of yours gets the mails', () => {
    const smtpUrl = 'smtps://mail.example';
    expect(planStack({ ...settings, smtpUrl }).servers.worker.env.SMTP_URL).toBe(smtpUrl);
  });

  test('what is added wins', () => {
    const plan = planStack({ ...settings, envExtra: { SANDBOX_TIME_LAPSE: '3600' } });
    expect(plan.servers.sandbox.env.SANDBOX_TIME_LAPSE).toBe('3600');
  });
});

test('arguments for the sandbox reach the sandbox alone', () => {
  const { servers } = planStack({ ...settings, sandboxArgs: ['--locations', '9'] });
  expect(servers.sandbox.command.slice(-2)).toEqual(['--locations', '9']);
  expect(servers.ocpi.command).not.toContain('--locations');
});
