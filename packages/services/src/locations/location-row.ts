import type { EvseRow, LocationRow } from '@peregrine/db';
import { type Evse, type Location, partyKey } from '@peregrine/domain';
import { foldText } from './fold-text.ts';
import { timeZoneOf } from './time-zone-of.ts';

/** Whether an EVSE is there for drivers at all. */
export function isLive(evse: Evse): boolean {
  return evse.status !== 'REMOVED' && evse.status !== 'PLANNED';
}

/** The columns of a location. `partyNames`: who operates it where it names no operator. */
export function locationRow(
  location: Location,
  partyNames: ReadonlyMap<string, string>,
): LocationRow {
  const name = location.name?.trim() || location.address;
  const operatorName =
    location.operatorName?.trim() ||
    partyNames.get(partyKey(location.party)) ||
    partyKey(location.party);
  const evses = location.evses.map(evseRow);
  const live = evses.filter(({ evse }) => isLive(evse));
  const free = live.filter(({ evse }) => evse.status === 'AVAILABLE');
  const { address, city, postalCode } = location;
  return {
    location,
    name,
    operatorName,
    timeZone: timeZoneOf(location.timeZone, location.country),
    searchText: [name, address, postalCode ?? '', city, operatorName].map(foldText).join('\n'),
    plugs: [...new Set(live.flatMap(({ plugs }) => plugs))],
    maxPowerW: Math.max(0, ...live.map(({ maxPowerW }) => maxPowerW)),
    evseCount: live.length,
    availableCount: free.length,
    offers: live.flatMap(({ evse }) => evse.connectors),
    freeOffers: free.flatMap(({ evse }) => evse.connectors),
    evses,
  };
}

function evseRow(evse: Evse): EvseRow {
  return {
    evse,
    plugs: [...new Set(evse.connectors.map(({ plug }) => plug))],
    maxPowerW: Math.max(0, ...evse.connectors.map(({ maxPowerW }) => maxPowerW)),
    tariffIds: [...new Set(evse.connectors.flatMap(({ tariffIds }) => tariffIds))],
  };
}
