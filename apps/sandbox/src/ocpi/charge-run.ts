import type { EnergyFlow } from '../flow/energy-flow.ts';
import type { Scenario } from '../worlds/world.ts';
import type { WireCdrLocation, WireTariff } from './wire.ts';

/** A charge on a platform while it runs: the flow, and what its CDR will need of the start. */
export type ChargeRun = EnergyFlow & {
  spot: WireCdrLocation;
  timeZone: string;
  tariff?: WireTariff;
  scenario: Scenario;
  /** What the last update of the session told. */
  reported: { seconds: number; energyWh: number };
  /** The eMSP has the session as it was before the next update; else it gets the whole object. */
  isPeerUpToDate: boolean;
};
