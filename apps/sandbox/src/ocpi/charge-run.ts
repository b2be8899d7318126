import type { Scenario } from '../worlds/world.ts';
import type { WireCdrLocation, WireTariff } from './wire.ts';

/**
 * A charge while it runs, in the station's own time: `simulatedMs` after its start. It stands still
 * once the car is full, until somebody stops the charge. Plain JSON, kept over restarts.
 */
export type ChargeRun = {
  spot: WireCdrLocation;
  timeZone: string;
  tariff?: WireTariff;
  scenario: Scenario;
  powerW: number;
  isDc: boolean;
  takesWh: number;
  simulatedMs: number;
  stoppedAtSeconds?: number;
  /** What the last update of the session told. */
  reported: { seconds: number; energyWh: number };
  /** The eMSP has the session as it was before the next update; else it gets the whole object. */
  isPeerUpToDate: boolean;
};

/** Whole seconds since the start and whole Wh, as a meter with three decimals of kWh shows them. */
export type Meter = { seconds: number; energyWh: number; isFull: boolean };

/** The part of a DC charge at full power, in percent of what the car takes; then half of it. */
const FULL_POWER_PERCENT = 70;

export function readMeter(run: ChargeRun): Meter {
  const seconds = Math.floor(run.simulatedMs / 1000);
  const charging = Math.min(seconds, run.stoppedAtSeconds ?? seconds);
  const energyWh = energyAfter(run, charging);
  return { seconds, energyWh, isFull: energyWh >= run.takesWh };
}

/** Lets `realMs` pass; answers whether the car has been unplugged by then. */
export function advanceRun(run: ChargeRun, realMs: number, timeLapse: number): boolean {
  const next = run.simulatedMs + realMs * timeLapse;
  if (run.stoppedAtSeconds === undefined) {
    run.simulatedMs = Math.min(next, secondsToFull(run) * 1000);
    return false;
  }
  const unplugsAtMs = (run.stoppedAtSeconds + (run.scenario.parkSeconds ?? 0)) * 1000;
  run.simulatedMs = Math.min(next, unplugsAtMs);
  return run.simulatedMs >= unplugsAtMs;
}

/** Ends the flow of energy now; at least one second after the start. */
export function stopRun(run: ChargeRun): void {
  run.simulatedMs = Math.max(run.simulatedMs, 1000);
  run.stoppedAtSeconds ??= Math.floor(run.simulatedMs / 1000);
}

function energyAfter(run: ChargeRun, seconds: number): number {
  if (!run.isDc) return Math.min(run.takesWh, Math.floor((run.powerW * seconds) / 3600));
  const atFullPower = secondsAtFullPower(run);
  const first = (run.powerW * Math.min(seconds, atFullPower)) / 3600;
  const then = (run.powerW * Math.max(0, seconds - atFullPower)) / 7200;
  return Math.min(run.takesWh, Math.floor(first + then));
}

function secondsAtFullPower(run: ChargeRun): number {
  return Math.floor((run.takesWh * FULL_POWER_PERCENT * 36) / run.powerW);
}

function secondsToFull(run: ChargeRun): number {
  if (!run.isDc) return Math.ceil((run.takesWh * 3600) / run.powerW);
  const atFullPower = secondsAtFullPower(run);
  const rest = run.takesWh - (run.powerW * atFullPower) / 3600;
  return atFullPower + Math.ceil((rest * 7200) / run.powerW);
}
