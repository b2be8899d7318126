import type { Finding } from './finding.ts';
import type { Instant } from './instant.ts';
import type { EvseStatus } from './location.ts';

/** Status of one connector (OCPP 1.6, ChargePointStatus; later versions fold into it). */
export const CONNECTOR_STATUSES = [
  'Available',
  'Preparing',
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Finishing',
  'Reserved',
  'Unavailable',
  'Faulted',
] as const;
export type ConnectorStatus = (typeof CONNECTOR_STATUSES)[number];

/** How a connector's status reads as EVSE.status (OCPI 2.2.1 mod_locations, Status). */
export function evseStatusOf(status: ConnectorStatus): EvseStatus {
  switch (status) {
    case 'Available':
      return 'AVAILABLE';
    case 'Preparing':
    case 'Finishing':
      return 'BLOCKED';
    case 'Charging':
    case 'SuspendedEV':
    case 'SuspendedEVSE':
      return 'CHARGING';
    case 'Reserved':
      return 'RESERVED';
    case 'Unavailable':
    case 'Faulted':
      return 'OUTOFORDER';
  }
}

/** One reading of a connector's meter: the import register and the power, where they were sent. */
export type MeterReading = {
  /** Undefined when the station's clock or the text was unusable: the receiver takes its own time. */
  readonly at?: Instant;
  readonly energyWh?: number;
  readonly powerW?: number;
};

/**
 * What a charging station tells, from whatever OCPP version it came. `at` is by the station's
 * clock; undefined means that it sent none that can be used. Energy in whole Wh, power in W.
 */
export type StationEvent =
  | {
      readonly kind: 'booted';
      readonly vendor: string;
      readonly model: string;
      readonly firmware?: string;
    }
  | { readonly kind: 'heartbeat' }
  | {
      readonly kind: 'status-changed';
      /** 0 is the station as a whole. */
      readonly connector: number;
      readonly status: ConnectorStatus;
      readonly errorCode?: string;
      readonly at?: Instant;
    }
  | { readonly kind: 'authorize-asked'; readonly tokenUid: string }
  | {
      readonly kind: 'transaction-started';
      readonly connector: number;
      readonly tokenUid: string;
      readonly meterStartWh: number;
      readonly at?: Instant;
    }
  | {
      readonly kind: 'meter-read';
      readonly connector: number;
      readonly transactionId?: number;
      readonly readings: readonly MeterReading[];
    }
  | {
      readonly kind: 'transaction-stopped';
      /** As sent: -1 and 0 come from stations that never learned it. */
      readonly transactionId: number;
      readonly meterStopWh?: number;
      readonly at?: Instant;
      readonly reason?: string;
      readonly tokenUid?: string;
      readonly readings: readonly MeterReading[];
    }
  | { readonly kind: 'data-transferred'; readonly vendorId: string; readonly messageId?: string }
  /** Told for the log only: firmware, diagnostics and security notifications. */
  | { readonly kind: 'noted'; readonly topic: string; readonly detail: string };

/** An event with what had to be repaired to understand it. */
export type ReceivedStationEvent = {
  readonly event: StationEvent;
  readonly findings: readonly Finding[];
};

/** What a station is told about a token. */
export type TokenVerdict = 'accepted' | 'blocked' | 'expired' | 'invalid' | 'concurrent';

/** What we answer to an event, by its kind. */
export type StationAnswer =
  | { readonly kind: 'booted'; readonly at: Instant; readonly heartbeatSeconds: number }
  | { readonly kind: 'heartbeat'; readonly at: Instant }
  | { readonly kind: 'authorized'; readonly verdict: TokenVerdict }
  | {
      readonly kind: 'started';
      /** Always an id of ours, also for a token that is refused; never 0. */
      readonly transactionId: number;
      readonly verdict: TokenVerdict;
    }
  | { readonly kind: 'data-refused' }
  | { readonly kind: 'noted' };

/** What we ask of a station. */
export type StationCommand =
  | { readonly kind: 'start'; readonly connector: number; readonly tokenUid: string }
  | { readonly kind: 'stop'; readonly transactionId: number }
  | { readonly kind: 'reset'; readonly hard: boolean }
  | { readonly kind: 'unlock'; readonly connector: number }
  | {
      readonly kind: 'trigger';
      readonly message: 'status' | 'meter' | 'boot' | 'heartbeat';
      readonly connector?: number;
    };
export type StationCommandKind = StationCommand['kind'];

/**
 * The station's answer to a command. `failed`: it answered with an error or with nonsense;
 * `unanswered`: it may have been carried out (no answer in time, connection lost).
 */
export type StationCommandAnswer = {
  readonly outcome: 'accepted' | 'rejected' | 'failed' | 'unanswered';
  readonly text?: string;
};

/**
 * Where a command to a station stands. `sent` is committed before it is written to the socket;
 * who finds it there on a later connection never sends it again: it is `unknown`.
 */
export const STATION_COMMAND_STATES = [
  'pending',
  'sent',
  'accepted',
  'rejected',
  'failed',
  'unknown',
  'expired',
] as const;
export type StationCommandState = (typeof STATION_COMMAND_STATES)[number];
