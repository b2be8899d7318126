import type { WireDecimal, WirePriceComponent } from '../ocpi/wire.ts';
import {
  buildTariff,
  type EvsePlan,
  listedSites,
  type PlugKind,
  type Scenario,
  type SitePlan,
  type World,
  type WorldParty,
} from './world.ts';

const lowland: WorldParty = { countryCode: 'NL', partyId: 'LOW', name: 'Lowland Charging' };
const START = '2026-01-05T08:00:00.000Z';

const scenarios: Record<string, Scenario> = {
  'LOW-AMS-1-A': { takesWh: 20_000 },
  'LOW-AMS-2-A': { takesWh: 11_700, cdrEnergyPrice: '0.55' },
  'LOW-FAULT-REFUSE': { startResult: 'REJECTED' },
  'LOW-FAULT-DENY': { response: 'REJECTED' },
  'LOW-FAULT-SILENT': { startResult: 'none' },
  'LOW-FAULT-LATE': { startResult: 'TIMEOUT', session: true, sessionAfterMs: 3_000 },
  'LOW-FAULT-STOP': { stopResult: 'REJECTED' },
  'LOW-FAULT-STOP-SILENT': { stopResult: 'none' },
  'LOW-FAULT-OCCUPIED': { startResult: 'EVSE_OCCUPIED' },
  'LOW-FAULT-CDR-FIRST': { takesWh: 9_000, cdrFirst: true },
  'LOW-FAULT-NO-CDR': { takesWh: 9_000, noCdr: true },
  'LOW-QUIET': { takesWh: 12_000, quiet: true },
  'LOW-BIG': { takesWh: 64_000 },
};

const sites: SitePlan[] = [
  amsterdam(
    'LOW-AMS-1',
    'Lowland Centraal',
    'Stationsplein 9',
    '1012 AB',
    '52.379189',
    '4.900277',
    [evse('LOW-AMS-1-A', 'ac22', 'LOW-STD'), evse('LOW-AMS-1-B', 'ac22', 'LOW-STD')],
  ),
  amsterdam('LOW-AMS-2', 'Lowland Overtoom', 'Overtoom 201', '1054 HT', '52.362021', '4.869472', [
    evse('LOW-AMS-2-A', 'ac22', 'LOW-STD'),
  ]),
  amsterdam(
    'LOW-AMS-3',
    'Lowland Zuidas',
    'Gustav Mahlerlaan 10',
    '1082 PP',
    '52.337500',
    '4.874400',
    [
      evse('LOW-AMS-3-A', 'dc150', 'LOW-FAST'),
      evse('LOW-AMS-3-B', 'dc150', 'LOW-FAST'),
      evse('LOW-AMS-3-C', 'chademo50', 'LOW-FAST'),
      evse('LOW-BIG', 'dc300', 'LOW-FAST'),
    ],
  ),
  amsterdam('LOW-AMS-4', 'Lowland Testveld', 'Papaverweg 34', '1032 KJ', '52.396900', '4.908300', [
    ...Object.keys(scenarios)
      .filter((uid) => uid.startsWith('LOW-FAULT') || uid === 'LOW-QUIET')
      .map((uid) => evse(uid, 'ac22', 'LOW-STD')),
  ]),
  dutch(
    'LOW-UTR-1',
    'Lowland Utrecht Jaarbeurs',
    'Jaarbeursplein 6',
    'Utrecht',
    '3521 AL',
    '52.086100',
    '5.104600',
    [
      evse('LOW-UTR-1-A', 'ac11', 'LOW-STD'),
      { ...evse('LOW-UTR-1-B', 'ac11', 'LOW-STD'), status: 'OUTOFORDER' },
      { ...evse('LOW-UTR-1-C', 'ac11', 'LOW-STD'), status: 'CHARGING' },
    ],
  ),
  dutch('LOW-RTM-1', 'Lowland Blaak', 'Blaak 31', 'Rotterdam', '3011 GA', '51.919400', '4.488700', [
    evse('LOW-RTM-1-A', 'ac22', 'LOW-PARK'),
    { ...evse('LOW-RTM-1-B', 'ac22', 'LOW-PARK'), remoteStart: false },
  ]),
  dutch(
    'LOW-HAG-1',
    'Lowland Malieveld',
    'Koekamplaan 2',
    'Den Haag',
    '2594 BA',
    '52.083700',
    '4.321500',
    [withoutTariff('LOW-HAG-1-A', 'ac22'), evse('LOW-HAG-1-B', 'ac22', 'LOW-NIGHT')],
  ),
  dutch(
    'LOW-EIN-1',
    'Lowland Strijp',
    'Torenallee 20',
    'Eindhoven',
    '5617 BC',
    '51.448100',
    '5.457000',
    [
      evse('LOW-EIN-1-A', 'dc300', 'LOW-FAST'),
      { ...evse('LOW-EIN-1-B', 'dc300', 'LOW-FAST'), status: 'CHARGING' },
    ],
  ),
  dutch(
    'LOW-GRN-1',
    'Lowland Grote Markt',
    'Grote Markt 1',
    'Groningen',
    '9712 HN',
    '53.219000',
    '6.568000',
    [
      evse('LOW-GRN-1-A', 'ac22', 'LOW-TIME'),
      { ...evse('LOW-GRN-1-B', 'ac22', 'LOW-TIME'), status: 'UNKNOWN' },
    ],
  ),
  dutch(
    'LOW-MST-1',
    'Lowland Vrijthof',
    'Vrijthof 47',
    'Maastricht',
    '6211 LE',
    '50.848800',
    '5.688900',
    [
      evse('LOW-MST-1-A', 'ac22', 'LOW-STD'),
      { ...evse('LOW-MST-1-B', 'ac22', 'LOW-STD'), status: 'RESERVED' },
    ],
  ),
];

/** The partner of the fixed charges, with one EVSE for each way in which a charge goes wrong. */
export function lowlandWorld(registrationToken: string): World {
  const energy = (price: WireDecimal) => component('ENERGY', price, 1);
  const night = buildTariff(lowland, 'LOW-NIGHT', [energy(0.29)], START);
  return {
    key: 'lowland',
    name: lowland.name,
    parties: [lowland],
    registrationToken,
    tariffs: [
      buildTariff(lowland, 'LOW-STD', [energy(0.45), component('FLAT', 0.35, 1)], START),
      buildTariff(lowland, 'LOW-FAST', [energy(0.62)], START),
      buildTariff(lowland, 'LOW-PARK', [energy(0.41), component('PARKING_TIME', 2.4, 300)], START),
      buildTariff(lowland, 'LOW-TIME', [energy(0.38), component('TIME', 0.6, 60)], START),
      {
        ...night,
        elements: [
          { ...firstElement(night), restrictions: { start_time: '22:00', end_time: '06:00' } },
          { price_components: [energy(0.49)] },
        ],
      },
    ],
    sites: listedSites(sites),
    scenarios: { ...scenarios, 'LOW-RTM-1-A': { takesWh: 14_000, parkSeconds: 1_260 } },
    pageLimit: 50,
    changesPerMinute: 0,
  };
}

function firstElement(tariff: ReturnType<typeof buildTariff>) {
  const [element] = tariff.elements;
  if (!element) throw new Error(`${tariff.id} has no element`);
  return element;
}

function component(type: WirePriceComponent['type'], price: WireDecimal, step: number) {
  return { type, price, vat: 21, step_size: step };
}

function evse(uid: string, kind: PlugKind, tariffId: string): EvsePlan {
  return { ...withoutTariff(uid, kind), tariffId };
}

function withoutTariff(uid: string, kind: PlugKind): EvsePlan {
  const evseId = `NL*LOW*E${uid.replace(/^LOW-/, '').replaceAll('-', '*')}`;
  return { uid, evseId, kind, reference: uid.split('-').at(-1) ?? uid };
}

function amsterdam(
  id: string,
  name: string,
  address: string,
  postalCode: string,
  latitude: string,
  longitude: string,
  evses: EvsePlan[],
): SitePlan {
  return dutch(id, name, address, 'Amsterdam', postalCode, latitude, longitude, evses);
}

function dutch(
  id: string,
  name: string,
  address: string,
  city: string,
  postalCode: string,
  latitude: string,
  longitude: string,
  evses: EvsePlan[],
): SitePlan {
  const place = { country: 'NLD', timeZone: 'Europe/Amsterdam', latitude, longitude };
  return { party: lowland, id, name, address, city, postalCode, ...place, evses };
}
