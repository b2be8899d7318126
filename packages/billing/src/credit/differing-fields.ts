import type { Cdr } from '@peregrine/domain';

/** What a credit repeats of its original, with where it stands on the wire. */
const REPEATED = [
  { field: 'start', pointer: '/start_date_time', of: (cdr: Cdr) => cdr.startedAt },
  { field: 'end', pointer: '/end_date_time', of: (cdr: Cdr) => cdr.endedAt },
  { field: 'token', pointer: '/cdr_token/uid', of: (cdr: Cdr) => cdr.token.tokenUid },
  { field: 'EVSE', pointer: '/cdr_location/evse_uid', of: (cdr: Cdr) => cdr.location.evseUid },
  { field: 'session', pointer: '/session_id', of: (cdr: Cdr) => cdr.sessionId ?? '' },
  { field: 'energy', pointer: '/total_energy', of: (cdr: Cdr) => cdr.totalEnergyKwh },
  { field: 'time', pointer: '/total_time', of: (cdr: Cdr) => cdr.totalTimeHours },
] as const;

type Difference = {
  readonly field: string;
  readonly pointer: string;
  readonly claimed: string;
  readonly computed: string;
};

/** What two CDRs do not say alike, beside their ids and totals. */
export function differingFields(credit: Cdr, original: Cdr): readonly Difference[] {
  return REPEATED.flatMap(({ field, pointer, of }) => {
    const [claimed, computed] = [of(credit), of(original)];
    return claimed === computed ? [] : [{ field, pointer, claimed, computed }];
  });
}

/** Whether two CDRs bill a driver alike: retail follows from times and periods alone. */
export function haveSameQuantities(a: Cdr, b: Cdr): boolean {
  const quantities = ({ startedAt, endedAt, periods, homeCharging, location }: Cdr) =>
    JSON.stringify([
      startedAt,
      endedAt,
      homeCharging === true,
      location.evseUid,
      periods.map((period) => [
        period.startedAt,
        period.tariffId,
        period.dimensions.map(({ type, volume }) => [type, volume]),
      ]),
    ]);
  return quantities(a) === quantities(b);
}
