import { type Cdr, type Finding, partyRef, type WirePrice } from '@peregrine/domain';
import type { z } from 'zod';
import { alpha2Country } from '../read/country.ts';
import { present } from '../read/present.ts';
import { foldPrice } from '../read/price.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import { cdrSchema } from './cdr.schema.ts';
import { foldCdrToken, foldPeriod } from './period.schema.ts';
import { tariffOf } from './tariff.fold.ts';

type Sent = z.output<typeof cdrSchema>;

/** OCPI 2.2.1 CDR -> domain. */
export function foldCdr(input: unknown): ReadResult<Cdr> {
  const read = readObject(cdrSchema, input);
  if (!read.ok) return read;
  const sent = read.value;
  const cdr: Cdr = {
    party: partyRef(sent.country_code, sent.party_id),
    cdrId: sent.id,
    startedAt: sent.start_date_time,
    endedAt: sent.end_date_time,
    token: foldCdrToken(sent.cdr_token),
    authMethod: sent.auth_method,
    location: foldCdrLocation(sent.cdr_location),
    currency: sent.currency,
    tariffs: (sent.tariffs ?? []).map(tariffOf),
    periods: sent.charging_periods.map(foldPeriod),
    totalCost: foldPrice(sent.total_cost),
    totalEnergyKwh: sent.total_energy,
    totalTimeHours: sent.total_time,
    credit: sent.credit ?? false,
    lastUpdated: sent.last_updated,
    ...present({
      sessionId: sent.session_id,
      authorizationReference: sent.authorization_reference,
      totalParkingTimeHours: sent.total_parking_time,
      totalFixedCost: optionalPrice(sent.total_fixed_cost),
      totalEnergyCost: optionalPrice(sent.total_energy_cost),
      totalTimeCost: optionalPrice(sent.total_time_cost),
      totalParkingCost: optionalPrice(sent.total_parking_cost),
      creditReferenceId: sent.credit_reference_id,
    }),
  };
  return { ok: true, value: cdr, findings: [...read.findings, ...observations(sent)] };
}

function foldCdrLocation(sent: Sent['cdr_location']): Cdr['location'] {
  return {
    locationId: sent.id,
    evseUid: sent.evse_uid,
    connectorId: sent.connector_id,
    ...present({
      evseId: sent.evse_id,
      name: sent.name,
      address: sent.address,
      city: sent.city,
      country: sent.country == null ? undefined : alpha2Country(sent.country),
    }),
  };
}

function optionalPrice(sent: Sent['total_fixed_cost']): WirePrice | undefined {
  return sent ? foldPrice(sent) : undefined;
}

function observations(sent: Sent): Finding[] {
  const findings: Finding[] = [];
  const warn = (code: string, pointer: string, reason: string) =>
    findings.push({ code, pointer, severity: 'warning', reason });
  if (sent.charging_periods.length === 0)
    warn('no-periods', '/charging_periods', 'a CDR needs at least one charging period');
  if (!sent.cdr_token.country_code || !sent.cdr_token.party_id)
    warn('token-party', '/cdr_token', 'country_code and party_id of the token are missing');
  if (!sent.cdr_location.address || !sent.cdr_location.country)
    warn('cdr-location', '/cdr_location', 'address or country is missing');
  if (sent.credit && !sent.credit_reference_id)
    warn('credit-reference', '/credit_reference_id', 'a credit CDR must name what it credits');
  return findings;
}
