import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Secrets of one installation: made once, then kept beside its data. */
export interface Secrets {
  postgresPassword: string;
  migratorPassword: string;
  appPassword: string;
  edgePassword: string;
  authSecret: string;
  /** Key of AES-256 for the tokens of partners: 32 bytes in base64. */
  secretsKey: string;
  stripeWebhookSecret: string;
}

/** Reads the secrets of `file`, or makes it, readable by its owner alone. */
export function keepSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const random = () => randomBytes(24).toString('hex');
  const secrets: Secrets = {
    postgresPassword: random(),
    migratorPassword: random(),
    appPassword: random(),
    edgePassword: random(),
    authSecret: random(),
    secretsKey: randomBytes(32).toString('base64'),
    stripeWebhookSecret: `whsec_${random()}`,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
