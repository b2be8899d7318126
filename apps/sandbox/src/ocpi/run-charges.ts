import { advanceFlow, readMeter, stopFlow } from '../flow/energy-flow.ts';
import {
  type Authorization,
  buildCdr,
  buildSession,
  stationTime,
  updateSession,
} from './build-session.ts';
import type { ChargeRun } from './charge-run.ts';
import type { Platform } from './platform.ts';
import { pushCdr, pushEvseStatus, pushSession } from './push-objects.ts';
import { findSpot, type Spot, setEvseStatus } from './read-objects.ts';
import type { WireCdr, WireSession } from './wire.ts';

const TICK_MS = 100;

/** The charges that run on one platform; they go on where they were after a restart. */
export type Charges = {
  /** `isQuiet`: nothing is told of the session, only the status and the CDR. */
  start(spot: Spot, authorization: Authorization, isQuiet?: boolean): WireSession;
  /** Ends the flow of energy; the car is unplugged after the parking of its scenario. */
  stop(sessionId: string): boolean;
  /** The driver unplugs, whether it was stopped or not. */
  unplug(sessionId: string): boolean;
  /** Changes an EVSE's status and says so. */
  setStatus(spot: Spot, status: string): void;
  close(): void;
};

export function runCharges(platform: Platform): Charges {
  const { state, timing } = platform;
  const inOrder = chains();
  const lastReport = new Map<string, number>();
  let last = performance.now();

  const finish = (sessionId: string) => {
    const session = state.sessions.find(({ id }) => id === sessionId);
    const run = state.runs[sessionId];
    if (!session || !run) return;
    const { changes, cdr } = completeSession(platform, session, run);
    delete state.runs[sessionId];
    lastReport.delete(sessionId);
    inOrder.add(sessionId, () => tellEnd(platform, session, run, changes, cdr));
    const spot = findSpot(platform, session.evse_uid);
    if (spot) setStatus(spot, 'AVAILABLE');
  };
  const setStatus = tellingStatus(platform, inOrder);
  const tick = () => {
    const at = performance.now();
    const passed = at - last;
    last = at;
    for (const [sessionId, run] of Object.entries(state.runs)) {
      const isUnplugged = advanceFlow(run, passed, timing.timeLapse);
      const meter = readMeter(run);
      if (isUnplugged || (run.scenario.quiet && meter.isFull)) {
        stopFlow(run);
        finish(sessionId);
      } else if (isReportDue(run, at - (lastReport.get(sessionId) ?? 0), timing.updateEveryMs)) {
        if (inOrder.isBusy(sessionId)) continue;
        lastReport.set(sessionId, at);
        inOrder.add(sessionId, () => tellProgress(platform, sessionId, run));
      }
    }
  };
  const timer = setInterval(tick, TICK_MS);

  return {
    start(spot, authorization, isQuiet = false) {
      const { session, run } = buildSession(platform, spot, authorization);
      if (isQuiet) run.scenario = { ...run.scenario, quiet: true };
      state.sessions.push(session);
      if (run.scenario.quiet) state.hiddenSessions.push(session.id);
      state.runs[session.id] = run;
      lastReport.set(session.id, performance.now());
      platform.touch();
      setStatus(spot, 'CHARGING');
      inOrder.add(session.id, () => tellWhole(platform, session, run));
      return session;
    },
    stop(sessionId) {
      const run = state.runs[sessionId];
      if (!run) return false;
      stopFlow(run);
      platform.touch();
      return true;
    },
    unplug(sessionId) {
      const run = state.runs[sessionId];
      if (!run) return false;
      stopFlow(run);
      finish(sessionId);
      return true;
    },
    setStatus,
    close: () => clearInterval(timer),
  };
}

/** Changes an EVSE's status and tells the eMSP, when it is another one. */
function tellingStatus(platform: Platform, inOrder: Chains): Charges['setStatus'] {
  return (spot, status) => {
    const changed = setEvseStatus(platform, spot, status);
    if (!changed) return;
    inOrder.add(`evse:${spot.evse.uid}`, () => pushEvseStatus(platform, spot, changed.at));
  };
}

/** The next update is due after its interval, and at once when the car has just become full. */
function isReportDue(run: ChargeRun, sinceMs: number, everyMs: number): boolean {
  const meter = readMeter(run);
  if (meter.seconds === run.reported.seconds) return false;
  return sinceMs >= everyMs || (meter.isFull && run.reported.energyWh < run.takesWh);
}

function completeSession(
  platform: Platform,
  session: WireSession,
  run: ChargeRun,
): { changes: Partial<WireSession>; cdr: WireCdr | undefined } {
  const measured = updateSession(platform, session, run);
  const ended: Partial<WireSession> = {
    status: 'COMPLETED',
    end_date_time: stationTime(session, readMeter(run).seconds),
  };
  Object.assign(session, ended);
  const cdr = run.scenario.noCdr ? undefined : buildCdr(platform, session, run);
  if (cdr) platform.state.cdrs.push(cdr);
  platform.touch();
  return { changes: { ...measured, ...ended }, cdr };
}

async function tellWhole(platform: Platform, session: WireSession, run: ChargeRun): Promise<void> {
  if (run.scenario.quiet) return;
  run.isPeerUpToDate = (await pushSession(platform, session)).isOk;
}

async function tellProgress(platform: Platform, sessionId: string, run: ChargeRun): Promise<void> {
  const session = platform.state.sessions.find(({ id }) => id === sessionId);
  if (session?.status !== 'ACTIVE') return;
  const changes = updateSession(platform, session, run);
  platform.touch();
  await tellChanges(platform, session, run, changes);
}

/** A PATCH where the eMSP has what came before, the whole object where it has not. */
async function tellChanges(
  platform: Platform,
  session: WireSession,
  run: ChargeRun,
  changes: Partial<WireSession>,
): Promise<void> {
  if (run.scenario.quiet) return;
  if (!run.isPeerUpToDate) return tellWhole(platform, session, run);
  run.isPeerUpToDate = (await pushSession(platform, session, changes)).isOk;
}

async function tellEnd(
  platform: Platform,
  session: WireSession,
  run: ChargeRun,
  changes: Partial<WireSession>,
  cdr: WireCdr | undefined,
): Promise<void> {
  if (cdr && run.scenario.cdrFirst) await pushCdr(platform, cdr);
  await tellChanges(platform, session, run, changes);
  if (cdr && !run.scenario.cdrFirst) await pushCdr(platform, cdr);
}

type Chains = {
  add(key: string, task: () => Promise<unknown>): void;
  isBusy(key: string): boolean;
};

/** One thing after another for each key, so that a PATCH never overtakes its PUT. */
function chains(): Chains {
  const running = new Map<string, Promise<unknown>>();
  return {
    add(key, task) {
      const next = (running.get(key) ?? Promise.resolve()).then(task).finally(() => {
        if (running.get(key) === next) running.delete(key);
      });
      running.set(key, next);
    },
    isBusy: (key) => running.has(key),
  };
}
