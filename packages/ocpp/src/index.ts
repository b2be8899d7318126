export { chooseProtocol } from './choose-protocol.ts';
export type { LinkProblem } from './link/inbound.ts';
export {
  openStationLink,
  type StationLink,
  type StationLinkOptions,
} from './link/open-station-link.ts';
export type { StationProtocol } from './protocol.ts';
