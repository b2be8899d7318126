import type { Cdr, Tariff } from '@peregrine/domain';
import { currency, flag, identifier, instant, need, number, take, text } from './leaves.ts';
import { readCdrToken, readPeriod } from './period.ts';
import { readCdrLocation } from './place.ts';
import { type PriceReader, takePrice } from './price.ts';
import {
  needList,
  needPart,
  observe,
  type PartReader,
  put,
  type Reading,
  type Sent,
  takePart,
  takeWholeList,
} from './reading.ts';
import { readSignedData } from './signed-data.ts';
import { readLastUpdated, readParty } from './tariff.ts';

/** How one version writes the amounts and the tariffs of a CDR. */
export type CdrRules = { readonly price: PriceReader; readonly tariff: PartReader<Tariff> };

/** CDR of OCPI 2.2 and later (mod_cdrs, CDR). Quantities and totals are never left out. */
export function readCdr(reading: Reading, sent: Sent, rules: CdrRules): Cdr {
  const party = readParty(reading, sent, 'named');
  const lastUpdated = readLastUpdated(reading, sent);
  const within = withStandIns(reading, { party, lastUpdated });
  const cdr: Cdr = {
    party,
    cdrId: need(reading, sent.id, 'id', identifier),
    startedAt: need(reading, sent.start_date_time, 'start_date_time', instant),
    endedAt: need(reading, sent.end_date_time, 'end_date_time', instant),
    token: needPart(reading, sent.cdr_token, 'cdr_token', readCdrToken),
    authMethod: need(reading, sent.auth_method, 'auth_method', text),
    location: needPart(reading, sent.cdr_location, 'cdr_location', readCdrLocation),
    currency: need(reading, sent.currency, 'currency', currency),
    tariffs: readTariffs(within, sent, rules.tariff),
    periods: needList(reading, sent.charging_periods, 'charging_periods', readPeriod),
    totalCost: rules.price(reading, sent.total_cost, 'total_cost'),
    totalEnergyKwh: need(reading, sent.total_energy, 'total_energy', number),
    totalTimeHours: need(reading, sent.total_time, 'total_time', number),
    credit: take(reading, sent.credit, 'credit', flag) ?? false,
    lastUpdated,
  };
  readCosts(reading, sent, cdr, rules.price);
  readRest(reading, sent, cdr);
  observeGaps(reading, sent, cdr);
  return cdr;
}

/** The same reading, where a tariff inside of a CDR leaves out what the CDR says. */
export function withStandIns(
  reading: Reading,
  standIns: Pick<Cdr, 'party' | 'lastUpdated'>,
): Reading {
  return { ...reading, options: { dialect: reading.options.dialect, ...standIns } };
}

/** All tariffs or none: with one of several left out, another would price its periods. */
export function readTariffs(
  reading: Reading,
  sent: Sent,
  tariff: PartReader<Tariff>,
): readonly Tariff[] {
  return takeWholeList(reading, sent.tariffs, 'tariffs', tariff) ?? [];
}

function readCosts(reading: Reading, sent: Sent, cdr: Cdr, price: PriceReader): void {
  const { total_fixed_cost: fixed, total_energy_cost: energy, total_time_cost: time } = sent;
  put(cdr, 'totalFixedCost', takePrice(reading, fixed, 'total_fixed_cost', price));
  put(cdr, 'totalEnergyCost', takePrice(reading, energy, 'total_energy_cost', price));
  put(cdr, 'totalTimeCost', takePrice(reading, time, 'total_time_cost', price));
  const { total_parking_cost: parking, total_reservation_cost: reservation } = sent;
  put(cdr, 'totalParkingCost', takePrice(reading, parking, 'total_parking_cost', price));
  const reserved = takePrice(reading, reservation, 'total_reservation_cost', price);
  put(cdr, 'totalReservationCost', reserved);
}

function readRest(reading: Reading, sent: Sent, cdr: Cdr): void {
  put(cdr, 'sessionId', take(reading, sent.session_id, 'session_id', text));
  const reference = take(reading, sent.authorization_reference, 'authorization_reference', text);
  put(cdr, 'authorizationReference', reference);
  const parked = take(reading, sent.total_parking_time, 'total_parking_time', number);
  put(cdr, 'totalParkingTimeHours', parked);
  const credited = take(reading, sent.credit_reference_id, 'credit_reference_id', text);
  put(cdr, 'creditReferenceId', credited);
  const invoice = take(reading, sent.invoice_reference_id, 'invoice_reference_id', text);
  put(cdr, 'invoiceReferenceId', invoice);
  put(cdr, 'meterId', take(reading, sent.meter_id, 'meter_id', text));
  put(cdr, 'signedData', takePart(reading, sent.signed_data, 'signed_data', readSignedData));
  const { home_charging_compensation: home } = sent;
  put(cdr, 'homeCharging', take(reading, home, 'home_charging_compensation', flag));
  put(cdr, 'remark', take(reading, sent.remark, 'remark', text));
}

function observeGaps(reading: Reading, sent: Sent, cdr: Cdr): void {
  observeNoPeriods(reading, cdr);
  if (!cdr.token.party)
    observe(reading, 'token-party', 'cdr_token', 'country_code and party_id are missing');
  if (!cdr.location.address || !cdr.location.country)
    observe(reading, 'cdr-location', 'cdr_location', 'address or country is missing');
  if (cdr.credit && !cdr.creditReferenceId)
    observe(reading, 'credit-reference', 'credit_reference_id', 'missing: what does it credit?');
  if (!cdr.credit && sent.credit_reference_id != null)
    observe(reading, 'credit-reference', 'credit', 'not set, though it names what it credits');
}

export function observeNoPeriods(reading: Reading, cdr: Cdr): void {
  if (cdr.periods.length === 0)
    observe(reading, 'no-periods', 'charging_periods', 'a CDR needs at least one charging period');
}
