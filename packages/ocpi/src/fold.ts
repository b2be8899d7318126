export type { ReadResult } from './read/read-object.ts';
export * from './versions/messages.ts';
export { negotiate, supportedWires, wireOf } from './versions/supported.ts';
export type { VersionWire } from './versions/version-wire.ts';
