import { findStationByIdentity } from '@peregrine/db';
import type { Context } from '../context.ts';
import { matchesStationPassword } from './password.ts';

export type StationAuthentication =
  | { readonly kind: 'known'; readonly stationId: string }
  | { readonly kind: 'unknown-station' }
  | { readonly kind: 'wrong-password' };

/** Who connects: the identity of the address and the password of its Basic credentials. */
export async function authenticateStation(
  ctx: Context,
  input: { identity: string; password: string | undefined },
): Promise<StationAuthentication> {
  const station = await findStationByIdentity(ctx.db.read, input.identity);
  if (!station) return { kind: 'unknown-station' };
  const password = input.password;
  if (password === undefined || !(await matchesStationPassword(password, station.passwordHash))) {
    return { kind: 'wrong-password' };
  }
  return { kind: 'known', stationId: station.id };
}
