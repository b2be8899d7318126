import { EVSE_STATUSES, type Evse, type EvseStatus, type Finding } from '@peregrine/domain';
import type { z } from 'zod';
import { present } from '../read/present.ts';
import { foldConnector } from './connector.fold.ts';
import type { evsePatchSchema, evseSchema } from './evse.schema.ts';

/** Folds one EVSE; an unknown status becomes UNKNOWN, with a finding. */
export function foldEvse(
  sent: z.output<typeof evseSchema>,
  pointer: string,
  findings: Finding[],
): Evse {
  return {
    evseUid: sent.uid,
    status: statusOf(sent.status, pointer, findings),
    capabilities: sent.capabilities ?? [],
    connectors: sent.connectors.map((connector, index) =>
      foldConnector(connector, sent.last_updated, `${pointer}/connectors/${index}`, findings),
    ),
    lastUpdated: sent.last_updated,
    ...present({
      evseId: sent.evse_id,
      physicalReference: sent.physical_reference,
      floorLevel: sent.floor_level,
    }),
  };
}

/** The changes of an EVSE PATCH; a list replaces, what is left out stays (OCPI 2.2.1, PATCH). */
export function foldEvseChanges(
  sent: z.output<typeof evsePatchSchema>,
  findings: Finding[],
): Partial<Omit<Evse, 'evseUid'>> {
  return {
    lastUpdated: sent.last_updated,
    ...(sent.status == null ? {} : { status: statusOf(sent.status, '', findings) }),
    ...(sent.capabilities === undefined ? {} : { capabilities: sent.capabilities ?? [] }),
    ...(sent.connectors == null
      ? {}
      : {
          connectors: sent.connectors.map((connector, index) =>
            foldConnector(connector, sent.last_updated, `/connectors/${index}`, findings),
          ),
        }),
    ...present({
      evseId: sent.evse_id,
      physicalReference: sent.physical_reference,
      floorLevel: sent.floor_level,
    }),
  };
}

function statusOf(sent: string, pointer: string, findings: Finding[]): EvseStatus {
  const status = EVSE_STATUSES.find((one) => one === sent.toUpperCase());
  if (status) return status;
  findings.push({
    code: 'unknown-status',
    pointer: `${pointer}/status`,
    severity: 'warning',
    reason: 'no status of the specification; taken as UNKNOWN',
  });
  return 'UNKNOWN';
}
