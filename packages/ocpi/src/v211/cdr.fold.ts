import type { Cdr, TokenRef } from '@peregrine/domain';
import { observeNoPeriods, readTariffs, withStandIns } from '../read/cdr.ts';
import { currency, identifier, instant, need, number, take, text } from '../read/leaves.ts';
import { readPeriod } from '../read/period.ts';
import { readNetPrice } from '../read/price.ts';
import type { ReadResult } from '../read/read-object.ts';
import {
  type FoldOptions,
  needList,
  needPart,
  observe,
  put,
  type Reading,
  readSent,
  type Sent,
  takePart,
} from '../read/reading.ts';
import { readSignedData } from '../read/signed-data.ts';
import { readLastUpdated, readParty } from '../read/tariff.ts';
import { readWholeLocation } from './location.ts';
import { readTariff } from './tariff.fold.ts';

/**
 * OCPI 2.1.1 CDR -> domain (mod_cdrs, CDR): one total before tax, no credit, no party. The party
 * stands in the URL and comes with the options.
 */
export function foldCdr(input: unknown, options: FoldOptions = {}): ReadResult<Cdr> {
  return readSent(input, options, readCdr);
}

function readCdr(reading: Reading, sent: Sent): Cdr {
  const party = readParty(reading, sent, 'unnamed');
  const lastUpdated = readLastUpdated(reading, sent);
  const within = withStandIns(reading, { party, lastUpdated });
  const cdr: Cdr = {
    party,
    cdrId: need(reading, sent.id, 'id', identifier),
    startedAt: need(reading, sent.start_date_time, 'start_date_time', instant),
    endedAt: readEnd(reading, sent),
    token: readToken(reading, sent),
    authMethod: need(reading, sent.auth_method, 'auth_method', text),
    location: needPart(reading, sent.location, 'location', readWholeLocation),
    currency: need(reading, sent.currency, 'currency', currency),
    tariffs: readTariffs(within, sent, readTariff),
    periods: needList(reading, sent.charging_periods, 'charging_periods', readPeriod),
    totalCost: readNetPrice(reading, sent.total_cost, 'total_cost'),
    totalEnergyKwh: need(reading, sent.total_energy, 'total_energy', number),
    totalTimeHours: need(reading, sent.total_time, 'total_time', number),
    credit: false,
    lastUpdated,
  };
  const parked = take(reading, sent.total_parking_time, 'total_parking_time', number);
  put(cdr, 'totalParkingTimeHours', parked);
  put(cdr, 'meterId', take(reading, sent.meter_id, 'meter_id', text));
  put(cdr, 'remark', take(reading, sent.remark, 'remark', text));
  if (reading.options.dialect === 'gireve') readGireveFields(reading, sent, cdr);
  observeNoPeriods(reading, cdr);
  return cdr;
}

/** `stop_date_time`; later versions call it `end_date_time`, and so do some peers here. */
function readEnd(reading: Reading, sent: Sent): Cdr['endedAt'] {
  if (sent.stop_date_time != null || sent.end_date_time == null)
    return need(reading, sent.stop_date_time, 'stop_date_time', instant);
  observe(reading, 'later-field', 'end_date_time', 'OCPI 2.1.1 calls it stop_date_time', 'info');
  return need(reading, sent.end_date_time, 'end_date_time', instant);
}

/** A CDR of 2.1.1 names its token by `auth_id` alone: the contract stands for the token as well. */
function readToken(reading: Reading, sent: Sent): TokenRef {
  const contractId = need(reading, sent.auth_id, 'auth_id', identifier);
  return { tokenUid: contractId, type: 'OTHER', contractId };
}

/** What GIREVE adds to a CDR: its reference of our authorisation, and signed data as of 2.2. */
function readGireveFields(reading: Reading, sent: Sent, cdr: Cdr): void {
  const reference = take(reading, sent.authorization_id, 'authorization_id', text);
  put(cdr, 'authorizationReference', reference);
  put(cdr, 'signedData', takePart(reading, sent.signed_data, 'signed_data', readSignedData));
  // GIREVE's OCPI 2.1.1, CDRs, Remark: [*] it computed the total itself, [?] nobody vouches for it.
  if (cdr.remark?.trimStart().startsWith('[?]'))
    observe(reading, 'total-not-significant', 'total_cost', 'the hub says that it means nothing');
}
