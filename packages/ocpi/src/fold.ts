export { parseJson } from './read/parse-json.ts';
export type { ReadResult } from './read/read-object.ts';
export type { FoldOptions } from './read/reading.ts';
export {
  detectVersion,
  FOLDED_VERSIONS,
  type FoldedVersion,
  foldCdr,
  foldPeriods,
  foldSignedData,
  foldTariff,
} from './versions/fold-object.ts';
export * from './versions/messages.ts';
export { negotiate, supportedWires, wireOf } from './versions/supported.ts';
export type { VersionWire } from './versions/version-wire.ts';
