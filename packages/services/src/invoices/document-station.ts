import type { DocumentStation } from '@peregrine/billing';
import type { StoredPlace } from '@peregrine/db';
import type { Cdr } from '@peregrine/domain';

/** The place as a receipt prints it: from our location, else from what the CDR says itself. */
export function documentStation(
  place: StoredPlace | undefined,
  { location }: Cdr,
): DocumentStation {
  const evseId = place?.evseId ?? location.evseId;
  return {
    name: place?.name ?? location.name ?? location.locationId,
    address: place?.address ?? location.address ?? '',
    city: place?.city ?? location.city ?? '',
    country: place?.country ?? location.country ?? '',
    operatorName: place?.operatorName ?? '',
    evseLabel: place?.physicalReference ?? evseId ?? location.evseUid,
    timeZone: place?.timeZone ?? 'UTC',
  };
}
