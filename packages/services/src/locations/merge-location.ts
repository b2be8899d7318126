import type { Connector, Evse, Instant, Location, LocationChange } from '@peregrine/domain';

/** `stale`: older than what is stored; `unknown`: the part to change is not stored. */
export type Merged = { readonly kind: 'merged'; readonly location: Location } | Unmerged;
export type Unmerged = { readonly kind: 'stale' } | { readonly kind: 'unknown' };

/**
 * A whole location over what is stored. EVSEs that are no longer named were removed: partners
 * seldom say REMOVED as they should (OCPI mod_locations, Flow and Lifecycle).
 */
export function replaceLocation(stored: Location | undefined, incoming: Location): Merged {
  if (!stored) return { kind: 'merged', location: incoming };
  if (incoming.lastUpdated < stored.lastUpdated) return { kind: 'stale' };
  const named = new Set(incoming.evses.map(({ evseUid }) => evseUid));
  const gone = stored.evses
    .filter(({ evseUid }) => !named.has(evseUid))
    .map((evse) => removed(evse, incoming.lastUpdated));
  return { kind: 'merged', location: { ...incoming, evses: [...incoming.evses, ...gone] } };
}

function removed(evse: Evse, at: Instant): Evse {
  return evse.status === 'REMOVED' ? evse : { ...evse, status: 'REMOVED', lastUpdated: at };
}

/** A change of a part over what is stored; every part above it is as new as the change. */
export function applyChange(stored: Location | undefined, change: LocationChange): Merged {
  if (!stored) return { kind: 'unknown' };
  switch (change.kind) {
    case 'location': {
      if (change.lastUpdated < stored.lastUpdated) return { kind: 'stale' };
      const evses = change.evses.reduce(putEvse, stored.evses);
      return merged({ ...stored, ...change.changes, evses }, change.lastUpdated);
    }
    case 'evse-put': {
      const known = stored.evses.find(({ evseUid }) => evseUid === change.evse.evseUid);
      if (known && change.lastUpdated < known.lastUpdated) return { kind: 'stale' };
      const location = { ...stored, evses: putEvse(stored.evses, change.evse) };
      return merged(location, change.lastUpdated);
    }
    default:
      return applyToEvse(stored, change);
  }
}

type EvseChange = Extract<LocationChange, { kind: 'evse' | 'connector' | 'connector-put' }>;

function applyToEvse(stored: Location, change: EvseChange): Merged {
  const evse = stored.evses.find(({ evseUid }) => evseUid === change.evseUid);
  if (!evse) return { kind: 'unknown' };
  if (change.kind === 'evse' && change.lastUpdated < evse.lastUpdated) return { kind: 'stale' };
  const changed = change.kind === 'evse' ? { ...evse, ...change.changes } : withPlug(evse, change);
  if ('kind' in changed) return changed;
  const lastUpdated = later(evse.lastUpdated, change.lastUpdated);
  const evses = putEvse(stored.evses, { ...changed, lastUpdated });
  return merged({ ...stored, evses }, change.lastUpdated);
}

function withPlug(
  evse: Evse,
  change: Extract<EvseChange, { kind: 'connector' | 'connector-put' }>,
): Evse | Unmerged {
  const id = change.kind === 'connector' ? change.connectorId : change.connector.id;
  const known = evse.connectors.find((connector) => connector.id === id);
  if (known && change.lastUpdated < known.lastUpdated) return { kind: 'stale' };
  if (change.kind === 'connector-put')
    return { ...evse, connectors: putConnector(evse.connectors, change.connector) };
  if (!known) return { kind: 'unknown' };
  const connectors = putConnector(evse.connectors, { ...known, ...change.changes });
  return { ...evse, connectors };
}

function merged(location: Location, changedAt: Instant): Merged {
  const lastUpdated = later(location.lastUpdated, changedAt);
  return { kind: 'merged', location: { ...location, lastUpdated } };
}

function later(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}

function putEvse(evses: readonly Evse[], evse: Evse): readonly Evse[] {
  const at = evses.findIndex(({ evseUid }) => evseUid === evse.evseUid);
  return at < 0 ? [...evses, evse] : evses.with(at, evse);
}

function putConnector(list: readonly Connector[], one: Connector): readonly Connector[] {
  const at = list.findIndex(({ id }) => id === one.id);
  return at < 0 ? [...list, one] : list.with(at, one);
}
