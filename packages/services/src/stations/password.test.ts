import { expect, test } from 'vitest';
import { hashStationPassword, matchesStationPassword } from './password.ts';

test('a password matches its own hash only, and no two hashes are alike', async () => {
  const hash = await hashStationPassword('sandbox-station-password');
  expect(hash).not.toContain('sandbox');
  expect(await hashStationPassword('sandbox-station-password')).not.toBe(hash);
  expect(await matchesStationPassword('sandbox-station-password', hash)).toBe(true);
  expect(await matchesStationPassword('sandbox-station-passworD', hash)).toBe(false);
  expect(await matchesStationPassword('', hash)).toBe(false);
  expect(await matchesStationPassword('x', 'something else')).toBe(false);
});

test('a key may be sent as its hexadecimal digits', async () => {
  const key = 'a random key: 20 bytes';
  const hash = await hashStationPassword(key);
  expect(await matchesStationPassword(Buffer.from(key).toString('hex'), hash)).toBe(true);
});
