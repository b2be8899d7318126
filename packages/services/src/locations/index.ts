export * from './accept-evse-updates.ts';
export * from './accept-location-changes.ts';
export * from './accept-locations.ts';
export * from './find-stations.ts';
export { readMapExtent } from './read-map-extent.ts';
export { readMapTile, type TileRequest } from './read-map-tile.ts';
export * from './view-station.ts';
