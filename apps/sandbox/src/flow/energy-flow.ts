/**
 * Energy on its way into a car, in the station's own time: `simulatedMs` after the start. That time
 * stands still once the car is full, until somebody stops the charge. Plain JSON, kept over
 * restarts.
 */
export type EnergyFlow = {
  powerW: number;
  isDc: boolean;
  /** Wh after which the car is full. */
  takesWh: number;
  simulatedMs: number;
  stoppedAtSeconds?: number;
  /** Simulated seconds that the car stays plugged after the stop. */
  parkSeconds: number;
};

/** Whole seconds since the start and whole Wh, as a meter with three decimals of kWh shows them. */
export type Meter = { seconds: number; energyWh: number; isFull: boolean };

/** The part of a DC charge at full power, in percent of what the car takes; then half of it. */
const FULL_POWER_PERCENT = 70;

export function readMeter(flow: EnergyFlow): Meter {
  const seconds = Math.floor(flow.simulatedMs / 1000);
  const charging = Math.min(seconds, flow.stoppedAtSeconds ?? seconds);
  const energyWh = energyAfter(flow, charging);
  return { seconds, energyWh, isFull: energyWh >= flow.takesWh };
}

/** Lets `realMs` pass; answers whether the car has been unplugged by then. */
export function advanceFlow(flow: EnergyFlow, realMs: number, timeLapse: number): boolean {
  const next = flow.simulatedMs + realMs * timeLapse;
  if (flow.stoppedAtSeconds === undefined) {
    flow.simulatedMs = Math.min(next, secondsToFull(flow) * 1000);
    return false;
  }
  const unplugsAtMs = (flow.stoppedAtSeconds + flow.parkSeconds) * 1000;
  flow.simulatedMs = Math.min(next, unplugsAtMs);
  return flow.simulatedMs >= unplugsAtMs;
}

/** Ends the flow of energy now; at least one second after the start. */
export function stopFlow(flow: EnergyFlow): void {
  flow.simulatedMs = Math.max(flow.simulatedMs, 1000);
  flow.stoppedAtSeconds ??= Math.floor(flow.simulatedMs / 1000);
}

function energyAfter(flow: EnergyFlow, seconds: number): number {
  if (!flow.isDc) return Math.min(flow.takesWh, Math.floor((flow.powerW * seconds) / 3600));
  const atFullPower = secondsAtFullPower(flow);
  const first = (flow.powerW * Math.min(seconds, atFullPower)) / 3600;
  const then = (flow.powerW * Math.max(0, seconds - atFullPower)) / 7200;
  return Math.min(flow.takesWh, Math.floor(first + then));
}

function secondsAtFullPower(flow: EnergyFlow): number {
  return Math.floor((flow.takesWh * FULL_POWER_PERCENT * 36) / flow.powerW);
}

function secondsToFull(flow: EnergyFlow): number {
  if (!flow.isDc) return Math.ceil((flow.takesWh * 3600) / flow.powerW);
  const atFullPower = secondsAtFullPower(flow);
  const rest = flow.takesWh - (flow.powerW * atFullPower) / 3600;
  return atFullPower + Math.ceil((rest * 7200) / flow.powerW);
}
