import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireLocation } from '../ocpi/wire.ts';
import { irveWorld } from './irve.ts';
import { syntheticWorld } from './synthetic.ts';
import type { World } from './world.ts';

const at = '2026-03-01T10:00:00.000Z';
const readAll = ({ sites }: World) =>
  Array.from({ length: sites.count }, (_, index) => sites.read(index, at));
const tariffIdsOf = (location: WireLocation) =>
  location.evses.flatMap(({ connectors }) => connectors.flatMap((it) => it.tariff_ids ?? []));

function expectSound(world: World): void {
  const ids = new Set<string>();
  const tariffs = new Set(world.tariffs.map((it) => `${it.party_id}/${it.id}`));
  for (const [index, location] of readAll(world).entries()) {
    expect(ids.has(location.id)).toBe(false);
    ids.add(location.id);
    expect(world.sites.indexOfLocation(location.id)).toBe(index);
    expect(location.evses.length).toBeGreaterThan(0);
    for (const { uid, evse_id: evseId, connectors } of location.evses) {
      expect(world.sites.indexOfEvse(uid)).toBe(index);
      expect(uid.length).toBeLessThanOrEqual(36);
      expect(evseId.length).toBeLessThanOrEqual(48);
      expect(connectors.length).toBeGreaterThan(0);
    }
    for (const id of tariffIdsOf(location)) {
      expect(id.length).toBeLessThanOrEqual(36);
      expect(tariffs).toContain(`${location.party_id}/${id}`);
    }
  }
}

describe('the synthetic world', () => {
  it('is the same each time, all over Europe, and mostly priced', async () => {
    const world = await syntheticWorld('t', 2_000);
    expectSound(world);
    const locations = readAll(world);
    expect(await syntheticWorld('t', 2_000).then(readAll)).toEqual(locations);
    expect(new Set(locations.map(({ country }) => country)).size).toBeGreaterThan(20);
    const priced = locations.filter((location) => tariffIdsOf(location).length > 0).length;
    expect(priced / locations.length).toBeGreaterThan(0.9);
    expect(priced).toBeLessThan(locations.length);
    const statuses = locations.flatMap(({ evses }) => evses.map(({ status }) => status));
    expect(new Set(statuses).size).toBe(6);
    expect(world.sites.indexOfLocation('SYN-0002000')).toBeUndefined();
  });
});

describe('the French stations', () => {
  it('have as many EVSEs as points of charge, sharing their plugs', async () => {
    const path = join(tmpdir(), `irve-${process.pid}.csv`);
    const header =
      'id_station_itinerance,nom_station,nom_operateur,nom_enseigne,implantation_station,' +
      'adresse_station,nbre_pdc,Xlongitude,Ylatitude,horaires_grouped,nb_EF_grouped,nb_T2_grouped,' +
      'nb_combo_ccs_grouped,nb_chademo_grouped,nb_autre_grouped';
    await writeFile(
      path,
      `${header}
FR*ELC*PBORBL,Rue RÃ©mi,ELECTRA,ELECTRA,Station dédiée à la recharge rapide,rue X 33300 Bordeaux,2,-0.5,44.8,24/7,0,0,2,0,0
FR*EBN*P1,"Entre, Guiers",,eborn,Voirie,Rue 38380 Entre Deux Guiers,2,5.7,45.4,,2,2,0,0,0
FR*XXX*P2,No place,,x,Voirie,Rue,2,,,,2,2,0,0,0
`,
    );
    const world = await irveWorld('t', path);
    expectSound(world);
    const [fast, slow] = readAll(world);
    expect(world.sites.count).toBe(2);
    expect(fast?.evses.map(({ connectors }) => connectors[0]?.max_electric_power)).toEqual([
      150_000, 150_000,
    ]);
    expect(fast).toMatchObject({ name: 'Rue Rémi', city: 'Bordeaux', postal_code: '33300' });
    expect(fast?.evses[0]?.evse_id).toBe('FR*ELC*EBORBL*1');
    expect(slow?.operator.name).toBe('eborn');
    expect(slow?.evses.map(({ connectors }) => connectors.map((it) => it.standard))).toEqual([
      ['IEC_62196_T2', 'DOMESTIC_E'],
      ['IEC_62196_T2', 'DOMESTIC_E'],
    ]);
    expect(slow?.opening_times).toBeUndefined();
  });

  const sample = join(
    import.meta.dirname,
    '../../../../../shared/data/irve_fr_sample_clean.csv.gz',
  );
  const has = existsSync(sample);
  it(`are 10,469 in the sample, the tenth operator unpriced${has ? '' : ' (sample absent)'}`, async () => {
    if (!has) return;
    const world = await irveWorld('t', sample);
    expect(world.sites.count).toBe(10_469);
    expectSound(world);
    const locations = readAll(world);
    const operators = new Set(locations.map(({ operator }) => operator.name));
    const unpriced = new Set(
      locations
        .filter((location) => tariffIdsOf(location).length === 0)
        .map(({ operator }) => operator.name),
    );
    expect(unpriced.size).toBe(Math.floor(operators.size / 10));
  });
});
