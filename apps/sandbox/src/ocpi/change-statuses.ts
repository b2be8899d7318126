import type { Platform } from './platform.ts';
import { readLocation } from './read-objects.ts';
import type { Charges } from './run-charges.ts';

/** Lets other people come and go: EVSEs become taken and free again; answers how to stop it. */
export function changeStatuses(platform: Platform, charges: Charges): () => void {
  const { changesPerMinute, sites } = platform.world;
  if (changesPerMinute <= 0) return () => undefined;
  const timer = setInterval(() => {
    const location = readLocation(platform, Math.floor(Math.random() * sites.count));
    const evse = location.evses[Math.floor(Math.random() * location.evses.length)];
    if (!evse) return;
    const isOurs = Object.values(platform.state.runs).some(
      ({ spot }) => spot.evse_uid === evse.uid,
    );
    if (isOurs) return;
    const next = evse.status === 'AVAILABLE' ? 'CHARGING' : 'AVAILABLE';
    charges.setStatus({ location, evse }, next);
  }, 60_000 / changesPerMinute);
  return () => clearInterval(timer);
}
