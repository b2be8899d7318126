import type { Cdr, Decimal, Tariff } from '@peregrine/domain';
import { moneyOf } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { assembleInvoice } from './document/assemble-invoice.ts';
import { invoicePostings } from './document/postings.ts';
import {
  at,
  cdr,
  DE,
  go,
  lowland,
  NL,
  overcharged,
  parked,
  tempelhof,
} from './fixed-charges.fixture.ts';
import { rateCharge } from './rate/rate-charge.ts';
import { showPrice } from './rate/show-price.ts';
import { reconcileCdr } from './reconcile/reconcile-cdr.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

function rate(tariff: Tariff, of: Cdr, site: 'partner' | 'own', vatPercent: Decimal) {
  const { periods, startedAt, endedAt } = of;
  const rated = rateCharge({
    tariff,
    plan: go,
    site,
    vatPercent,
    periods,
    startedAt,
    endedAt,
    timeZone: 'Europe/Amsterdam',
  });
  if (rated.kind !== 'rated') throw new Error(rated.detail);
  return rated;
}

function reconcile(of: Cdr, tariff: Tariff) {
  return reconcileCdr({ cdr: of, tariff, timeZone: 'Europe/Amsterdam', maxPowerW: 150_000 });
}

describe('the honest charge, 20 kWh in the Netherlands', () => {
  test('shows 0.5929/kWh and 0.4235, with the operator apart from us', () => {
    expect(showPrice({ tariff: lowland, plan: go, site: 'partner', vatPercent: NL })).toMatchObject(
      {
        kind: 'known',
        components: [
          { dimension: 'ENERGY', allIn: '0.5929', operator: '0.5445', ours: '0.0484' },
          { dimension: 'FLAT', allIn: '0.4235', operator: '0.4235', ours: '0' },
        ],
      },
    );
  });

  test('costs the driver 11.86 + 0.42 = 12.28, VAT 2.13', () => {
    const rated = rate(lowland, cdr(), 'partner', NL);
    expect(rated.lines.map((line) => [line.unitPrice, line.quantity, line.total.amount])).toEqual([
      ['0.5929', '20', '11.86'],
      ['0.4235', '1', '0.42'],
    ]);
    expect(rated.total).toEqual(eur('12.28'));
    expect(rated.vat).toEqual([
      { percent: '21', net: eur('10.15'), vat: eur('2.13'), gross: eur('12.28') },
    ]);
  });

  test('is claimed at 9.35 net, 11.31 gross, without a finding', () => {
    expect(reconcile(cdr(), lowland)).toMatchObject({
      state: 'accepted',
      findings: [],
      computedExclTax: '9.35',
      computedInclTax: '11.3135',
      acceptedExclTax: '9.35',
    });
  });
});

describe('the overcharged one, 11.7 kWh', () => {
  test('costs the driver 6.94 + 0.42 = 7.36, VAT 1.28, whatever was claimed', () => {
    const rated = rate(lowland, overcharged(), 'partner', NL);
    expect(rated.lines.map((line) => line.total.amount)).toEqual(['6.94', '0.42']);
    expect(rated.total).toEqual(eur('7.36'));
    expect(rated.vat[0]?.vat).toEqual(eur('1.28'));
  });

  test('is disputed over 1.17 net; the quantities stand, so the driver is billed', () => {
    const result = reconcile(overcharged(), lowland);
    expect(result).toMatchObject({
      state: 'disputed',
      quantitiesPlausible: true,
      acceptedExclTax: '5.615',
    });
    const errors = result.findings.filter((finding) => finding.severity === 'error');
    expect(errors).toMatchObject([
      {
        code: 'R09',
        pointer: '/total_cost/excl_vat',
        claimed: '6.785',
        computed: '5.615',
        differenceMinor: '117',
        currency: 'EUR',
      },
    ]);
    expect(result.computation.comparison).toMatchObject([
      { dimension: 'ENERGY', quantity: '11.7 kWh', claimed: '6.435', computed: '5.265' },
      { dimension: 'FLAT', claimed: '0.35', computed: '0.35' },
      { dimension: 'TOTAL', claimed: '6.785', computed: '5.615' },
    ]);
    // The tax on the claim is right: the overcharge is not counted twice.
    expect(result.findings.map((finding) => finding.code)).not.toContain('R15');
  });
});

describe('energy and parking on our own site', () => {
  test('shows 0.476/kWh and 3.57/h, nothing of it ours', () => {
    expect(showPrice({ tariff: tempelhof, plan: go, site: 'own', vatPercent: DE })).toMatchObject({
      components: [
        { dimension: 'ENERGY', allIn: '0.476', operator: '0.476', ours: '0', stepSize: 1 },
        { dimension: 'PARKING_TIME', allIn: '3.57', operator: '3.57', stepSize: 900 },
      ],
    });
  });

  test('costs the driver 3.93 + 1.79 = 5.72, VAT 0.91, 17 minutes billed as 30', () => {
    const rated = rate(tempelhof, parked(), 'own', DE);
    expect(rated.lines.map((line) => [line.quantity, line.total.amount])).toEqual([
      ['8.25', '3.93'],
      ['0.5', '1.79'],
    ]);
    expect(rated.total).toEqual(eur('5.72'));
    expect(rated.vat[0]?.vat).toEqual(eur('0.91'));
  });

  test('is claimed at 4.80 net without a finding', () => {
    expect(reconcile(parked(), tempelhof)).toMatchObject({
      state: 'accepted',
      findings: [],
      computedExclTax: '4.8',
    });
  });

  test('is printed as rated, with the difference to the estimate explained, and posted to zero', () => {
    const rated = rate(tempelhof, parked(), 'own', DE);
    const document = assembleInvoice({
      number: 'PER-2026-1',
      issuedAt: at('2026-03-01T12:00:00Z'),
      seller: { name: 'Peregrine', addressLines: [], vatId: 'NL1' },
      driver: { email: 'driver@peregrine.example' },
      station: {
        name: 'Peregrine Tempelhof',
        address: 'Platz 1',
        city: 'Berlin',
        country: 'DE',
        operatorName: 'Peregrine',
        evseLabel: '1',
        timeZone: 'Europe/Berlin',
      },
      startedAt: parked().startedAt,
      endedAt: parked().endedAt,
      energyKwh: parked().totalEnergyKwh,
      rated,
      quoted: true,
      estimate: { total: eur('3.93'), energyKwh: parked().totalEnergyKwh },
    });
    expect(document.total).toEqual(rated.total);
    expect(document.difference).toEqual({ amount: eur('1.79'), reasonCode: 'time' });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    const { lines } = invoicePostings('I', document);
    expect(lines.map(({ account, amount }) => [account, amount.minor])).toEqual([
      ['driver-receivable', moneyOf(rated.total).minor],
      ['revenue', -481n],
      ['vat:DE:19', -91n],
    ]);
  });
});
