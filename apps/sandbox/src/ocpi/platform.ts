import { type Clock, instantOf } from '@peregrine/domain';
import { Gate } from '../state/gate.ts';
import type { StateFile } from '../state/open-state-file.ts';
import type { Scenario, World } from '../worlds/world.ts';
import type { ChargeRun } from './charge-run.ts';
import type { WireCdr, WireEndpoint, WireSession, WireTariff, WireToken } from './wire.ts';

/** The eMSP that is registered at a platform. */
export type Peer = {
  /** What we send them (their token B, or C when we registered at them). */
  token: string;
  versionsUrl: string;
  endpoints: WireEndpoint[];
  roles: { role: string; partyId: string; countryCode: string }[];
};

export type ReceivedCommand = {
  at: string;
  kind: string;
  body: unknown;
  response: string;
  result?: string;
  sessionId?: string;
};

/** What a platform tried to tell the eMSP; the last few hundred, for tests and people. */
export type PushRecord = {
  at: string;
  method: string;
  url: string;
  /** 0 when there was no answer at all. */
  httpStatus: number;
  ocpiStatus?: number;
};

/** What a platform remembers over restarts: plain JSON. */
export type PlatformState = {
  /** When its objects were first published: the `last_updated` of what never changed. */
  createdAt: string;
  /** What the peer has to send us; absent while nobody is registered. */
  tokenForPeer?: string;
  peer?: Peer;
  pushing: boolean;
  /** EVSE statuses that differ from the world's, by location and EVSE, newest last. */
  statuses: Record<string, Record<string, { status: string; at: string }>>;
  /** Tariffs that were changed, by `party/id`. */
  tariffs: Record<string, WireTariff>;
  scenarios: Record<string, Scenario>;
  tokens: Record<string, WireToken>;
  sessions: WireSession[];
  /** Ids of the sessions that are told to nobody. */
  hiddenSessions: string[];
  /** Running charges by session id. */
  runs: Record<string, ChargeRun>;
  cdrs: WireCdr[];
  commands: ReceivedCommand[];
};

/** One pretended CPO platform: its world, its memory, and how to reach the time. */
export type Platform = {
  readonly world: World;
  readonly state: PlatformState;
  readonly clock: Clock;
  /** The base of its own URLs, e.g. `http://127.0.0.1:3040/ocpi/lowland`. */
  readonly baseUrl: string;
  readonly timing: Timing;
  readonly pushes: PushRecord[];
  /** Closed, a START_SESSION is received, and neither answered nor done. */
  readonly starts: Gate;
  /** Must follow every change of `state`. */
  touch(): void;
};

export type Timing = {
  /** Simulated seconds in one real second. */
  timeLapse: number;
  /** Real milliseconds from a command to its result. */
  resultAfterMs: number;
  /** Real milliseconds between two updates of a running session. */
  updateEveryMs: number;
};

export function openPlatform(o: {
  world: World;
  stateFile: StateFile;
  clock: Clock;
  sandboxUrl: string;
  timing: Timing;
}): Platform {
  const state = o.stateFile.section<PlatformState>(`platform:${o.world.key}`, () => ({
    createdAt: instantOf(o.clock.now()),
    pushing: true,
    statuses: {},
    tariffs: {},
    scenarios: {},
    tokens: {},
    sessions: [],
    hiddenSessions: [],
    runs: {},
    cdrs: [],
    commands: [],
  }));
  return {
    world: o.world,
    state,
    clock: o.clock,
    baseUrl: `${o.sandboxUrl}/ocpi/${o.world.key}`,
    timing: o.timing,
    pushes: [],
    starts: new Gate(),
    touch: o.stateFile.touch,
  };
}

export function now(platform: Platform): string {
  return instantOf(platform.clock.now());
}

export function scenarioOf(platform: Platform, evseUid: string): Scenario {
  return platform.state.scenarios[evseUid] ?? platform.world.scenarios[evseUid] ?? {};
}
