import type { WireDecimal } from '../ocpi/wire.ts';
import {
  buildTariff,
  listedSites,
  type PlugKind,
  type SitePlan,
  type World,
  type WorldParty,
} from './world.ts';

const dutch: WorldParty = { countryCode: 'NL', partyId: 'TWN', name: 'Twin Power Nederland' };
const belgian: WorldParty = { countryCode: 'BE', partyId: 'TWB', name: 'Twin Power België' };
const START = '2026-01-12T08:00:00.000Z';

/** One platform, two parties: what belongs to one must never be taken for the other's. */
export function twinpowerWorld(registrationToken: string): World {
  const energy = (price: WireDecimal) =>
    ({ type: 'ENERGY', price, vat: 21, step_size: 1 }) as const;
  const parking = { type: 'PARKING_TIME', price: 1.8, vat: 21, step_size: 60 } as const;
  return {
    key: 'twinpower',
    name: 'Twin Power',
    parties: [dutch, belgian],
    registrationToken,
    tariffs: [
      buildTariff(dutch, 'AC', [energy(0.43)], START),
      buildTariff(dutch, 'DC', [energy(0.66)], START),
      // The same id as the other party's, on purpose: the party belongs to the key.
      buildTariff(belgian, 'AC', [energy(0.47), parking], START),
      buildTariff(belgian, 'DC', [energy(0.69)], START),
    ],
    sites: listedSites(sites),
    scenarios: { 'TWN-HRL-1-1': { takesWh: 18_000 }, 'TWB-BRU-1-1': { takesWh: 16_000 } },
    pageLimit: 5,
    changesPerMinute: 0,
  };
}

const sites: SitePlan[] = [
  site(
    dutch,
    'TWN-HRL-1',
    'Twin Power Haarlem',
    'Grote Markt 2',
    'Haarlem',
    '2011 RD',
    '52.381200',
    '4.636800',
    ['ac22', 'ac22'],
  ),
  site(
    dutch,
    'TWN-ARN-1',
    'Twin Power Arnhem',
    'Stationsplein 10',
    'Arnhem',
    '6811 KG',
    '51.984900',
    '5.899800',
    ['ac11', 'ac11', 'dc50'],
  ),
  site(
    dutch,
    'TWN-ZWO-1',
    'Twin Power Zwolle',
    'Hanzelaan 1',
    'Zwolle',
    '8017 JJ',
    '52.503300',
    '6.093700',
    ['dc150', 'dc150'],
  ),
  site(
    dutch,
    'TWN-BRD-1',
    'Twin Power Breda',
    'Claudius Prinsenlaan 8',
    'Breda',
    '4811 DJ',
    '51.590200',
    '4.786400',
    ['ac22'],
  ),
  site(
    belgian,
    'TWB-BRU-1',
    'Twin Power Brussel Noord',
    'Koning Albert II-laan 30',
    'Brussel',
    '1000',
    '50.859600',
    '4.358300',
    ['ac22', 'ac22'],
  ),
  site(
    belgian,
    'TWB-ANT-1',
    'Twin Power Antwerpen Eilandje',
    'Hanzestedenplaats 1',
    'Antwerpen',
    '2000',
    '51.228900',
    '4.405000',
    ['dc150', 'dc50', 'ac22'],
  ),
  site(
    belgian,
    'TWB-GNT-1',
    'Twin Power Gent Zuid',
    'Woodrow Wilsonplein 2',
    'Gent',
    '9000',
    '51.047700',
    '3.729900',
    ['ac11', 'ac11'],
  ),
  site(
    belgian,
    'TWB-LGE-1',
    'Twin Power Liège Guillemins',
    'Place des Guillemins 2',
    'Liège',
    '4000',
    '50.624500',
    '5.566600',
    ['dc300', 'dc300'],
  ),
];

function site(
  party: WorldParty,
  id: string,
  name: string,
  address: string,
  city: string,
  postalCode: string,
  latitude: string,
  longitude: string,
  kinds: PlugKind[],
): SitePlan {
  const isDutch = party === dutch;
  const evses = kinds.map((kind, index) => ({
    uid: `${id}-${index + 1}`,
    evseId: `${party.countryCode}*${party.partyId}*E${id.slice(4).replace('-', '*')}*${index + 1}`,
    kind,
    tariffId: kind.startsWith('ac') ? 'AC' : 'DC',
    reference: String(index + 1),
  }));
  return {
    party,
    id,
    name,
    address,
    city,
    postalCode,
    country: isDutch ? 'NLD' : 'BEL',
    timeZone: isDutch ? 'Europe/Amsterdam' : 'Europe/Brussels',
    latitude,
    longitude,
    evses,
  };
}
