export * from './find-locations.ts';
export type { Bounds, LocationFilter } from './location-filter.ts';
export * from './lock-locations.ts';
export * from './read-extent.ts';
export * from './read-station.ts';
export * from './read-tile.ts';
export * from './write-locations.ts';
