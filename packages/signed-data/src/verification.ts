import type { ClockState, Decimal, Instant, SignedFacts } from '@peregrine/domain';

/**
 * A public key of a meter or of the device that signs for it, as our registry holds it. It counts
 * for a record when it names the record's meter (or gateway) serial or the EVSE, and when the
 * charge ended within its validity.
 */
export type MeterKey = {
  readonly meterSerial?: string;
  /** The public EVSE id; separators and case do not matter. */
  readonly evseId?: string;
  /** SPKI in hex or base64, PEM, or a point of the curve in hex. */
  readonly publicKey: string;
  readonly validFrom?: Instant;
  /** Exclusive. */
  readonly validTo?: Instant;
  /** Where we have it from, e.g. the type plate, the BNetzA register, the CPO's list. */
  readonly origin?: string;
};

/** What the caller knows beside the signed data: both help to find the key in the registry. */
export type SignedContext = {
  /** The public id of the EVSE where it was charged. */
  readonly evseId?: string;
  /** The meter that the CDR names. */
  readonly meterId?: string;
  /** When the charge ended; used where the record's own clock says nothing. */
  readonly endedAt?: Instant;
};

/** One reading of a meter as it was signed. JSON-safe. */
export type SignedReading = {
  /** Which of the signed values holds it, from 0. */
  readonly valueIndex: number;
  readonly at?: Instant;
  readonly clock?: ClockState;
  /** The station's wall clock, where the record does not say its offset from UTC. */
  readonly localTime?: string;
  /**
   * Why it was read (OCMF, TX): `B` begin, `C` charging, `X` exception, `T` tariff change, `S`
   * suspended, and as an end `E`, `L`, `R`, `A`, `P`.
   */
  readonly marker?: string;
  /** As signed, in `unit`. */
  readonly value?: Decimal;
  readonly unit?: string;
  /** The same in kWh, where `unit` is one of energy. */
  readonly energyKwh?: Decimal;
  /** Which register, as signed, e.g. `1-0:1.8.0`. */
  readonly obis?: string;
  /** State of the meter; in OCMF `G` is good. */
  readonly status?: string;
  /** What must not be billed: `E` energy, `t` time (OCMF, EF). */
  readonly errorFlags?: string;
};

/** What signed data says (for the rules), with every reading in it (for a person). */
export type Verification = SignedFacts & { readonly readings: readonly SignedReading[] };
