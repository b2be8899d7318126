import type { CdrLocation } from '@peregrine/domain';
import { identifier, need, take, text } from '../read/leaves.ts';
import { NOT_AVAILABLE, readAddress } from '../read/place.ts';
import { isSent, observe, put, type Reading, type Sent } from '../read/reading.ts';
import { readZone } from '../read/zone.ts';

/**
 * The whole Location that a CDR of 2.1.1 holds, with only the EVSE and connector that were used
 * (mod_cdrs, CDR.location). Where it names several, nobody can tell which.
 */
export function readWholeLocation(reading: Reading, sent: Sent): CdrLocation {
  const evse = onlyOne(reading, sent, 'evses');
  reading.path.push('evses', 0);
  const connector = onlyOne(reading, evse, 'connectors');
  const evseUid = take(reading, evse.uid, 'uid', identifier);
  const evseId = take(reading, evse.evse_id, 'evse_id', text);
  reading.path.push('connectors', 0);
  const connectorId = take(reading, connector.id, 'id', identifier);
  const standard = take(reading, connector.standard, 'standard', text);
  const format = take(reading, connector.format, 'format', text);
  const powerType = take(reading, connector.power_type, 'power_type', text);
  reading.path.length -= 4;
  const place: CdrLocation = {
    locationId: need(reading, sent.id, 'id', identifier),
    evseUid: evseUid ?? NOT_AVAILABLE,
    connectorId: connectorId ?? NOT_AVAILABLE,
  };
  put(place, 'evseId', evseId);
  put(place, 'connectorStandard', standard);
  put(place, 'connectorFormat', format);
  put(place, 'powerType', powerType);
  readAddress(reading, sent, place);
  put(place, 'timeZone', readZone(reading, sent.time_zone, 'time_zone'));
  return place;
}

const NOTHING: Sent = Object.freeze({});

/** The single element of a list; none where it is not single, with a finding. */
function onlyOne(reading: Reading, sent: Sent, key: 'evses' | 'connectors'): Sent {
  const list: unknown = sent[key];
  const [only] = Array.isArray(list) ? list : [];
  if (isSent(only) && Array.isArray(list) && list.length === 1) return only;
  observe(reading, 'place-unclear', key, 'expected the one that was used');
  return NOTHING;
}
