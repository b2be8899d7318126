import type { DomainEvent } from '@peregrine/db';
import type { Location } from '@peregrine/domain';
import { noteEvseCharging } from '../charging/note-evse-charging.ts';
import type { Context } from '../context.ts';

/** A location that was written, with what it was before. */
export type WrittenLocation = {
  readonly id: string;
  readonly partnerId: string;
  readonly before: Location | undefined;
  readonly after: Location;
};

const MANY = 50;

/** After the commit: tells who watches, and charges whose EVSE now says CHARGING. */
export async function tellChanges(
  ctx: Context,
  written: readonly WrittenLocation[],
): Promise<void> {
  if (written.length === 0) return;
  await ctx.db.publish(eventsOf(written));
  for (const one of written) {
    const evses = newlyCharging(one);
    if (evses.length > 0) await noteEvseCharging(ctx, { partnerId: one.partnerId, evses });
  }
}

/** A large pull is one hint: `*` says that many changed. */
function eventsOf(written: readonly WrittenLocation[]): DomainEvent[] {
  const versions = written.map(({ id, after }) => ({ id, version: Date.parse(after.lastUpdated) }));
  if (versions.length <= MANY) return versions.map((one) => ({ topic: 'location', ...one }));
  return [{ topic: 'location', id: '*', version: Math.max(...versions.map((v) => v.version)) }];
}

function newlyCharging({ before, after }: WrittenLocation) {
  if (!before) return [];
  const old = new Map(before.evses.map(({ evseUid, status }) => [evseUid, status]));
  return after.evses
    .filter(({ evseUid, status }) => {
      const was = old.get(evseUid);
      return status === 'CHARGING' && was !== undefined && was !== 'CHARGING';
    })
    .map(({ evseUid }) => ({ locationId: after.locationId, evseUid }));
}
