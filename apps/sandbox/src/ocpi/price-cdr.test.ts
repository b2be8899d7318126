import { describe, expect, it } from 'vitest';
import { priceCdr, wireHours } from './price-cdr.ts';
import type { WireDecimal, WirePriceComponent, WireTariff } from './wire.ts';

const tariff = (...components: WirePriceComponent[]): WireTariff => ({
  country_code: 'NL',
  party_id: 'LOW',
  id: 'T',
  currency: 'EUR',
  elements: [{ price_components: components }],
  last_updated: '2026-01-01T00:00:00.000Z',
});
const energy = (price: WireDecimal, vat: WireDecimal, step = 1) =>
  ({ type: 'ENERGY', price, vat, step_size: step }) as const;
const flat = { type: 'FLAT', price: 0.35, vat: 21, step_size: 1 } as const;

describe('the CDR of the sandbox', () => {
  it('asks 9.35 net and 11.31 gross for the honest 20.000 kWh', () => {
    const prices = priceCdr(
      tariff(energy(0.45, 21), flat),
      { energyWh: 20_000, chargingSeconds: 3273, parkingSeconds: 0 },
      600,
    );
    expect(prices.total).toEqual({ excl_vat: 9.35, incl_vat: 11.31 });
    expect(prices.energy).toEqual({ excl_vat: 9, incl_vat: 10.89 });
    expect(prices.fixed).toEqual({ excl_vat: 0.35, incl_vat: 0.42 });
  });

  it('asks 6.785 net for 11.700 kWh where 5.615 was agreed', () => {
    const measured = { energyWh: 11_700, chargingSeconds: 1915, parkingSeconds: 0 };
    const agreed = priceCdr(tariff(energy(0.45, 21), flat), measured, 600);
    const asked = priceCdr(tariff(energy(0.45, 21), flat), measured, 600, '0.55');
    expect(agreed.total.excl_vat).toBe(5.615);
    expect(asked.total).toEqual({ excl_vat: 6.785, incl_vat: 8.21 });
  });

  it('bills 17 minutes of parking as 30 with a step of 900 s: 4.80 net', () => {
    const parking = { type: 'PARKING_TIME', price: 3, vat: 19, step_size: 900 } as const;
    const prices = priceCdr(
      tariff(energy(0.4, 19), parking),
      { energyWh: 8250, chargingSeconds: 1350, parkingSeconds: 1020 },
      600,
    );
    expect(prices.parking).toEqual({ excl_vat: 1.5, incl_vat: 1.79 });
    expect(prices.total.excl_vat).toBe(4.8);
  });

  it('applies the step of time to the parking alone when parking follows', () => {
    const time = { type: 'TIME', price: 1, vat: 21, step_size: 600 } as const;
    const parking = { type: 'PARKING_TIME', price: 2, vat: 21, step_size: 600 } as const;
    const measured = { energyWh: 0, chargingSeconds: 21 * 60, parkingSeconds: 16 * 60 };
    const prices = priceCdr(tariff(time, parking), measured, 600);
    expect(prices.time?.excl_vat).toBe(0.35);
    expect(prices.parking?.excl_vat).toBe(0.6667);
    const alone = priceCdr(tariff(time), { ...measured, parkingSeconds: 0 }, 600);
    expect(alone.time?.excl_vat).toBe(0.5);
  });

  it('says no gross where one part has no tax', () => {
    const untaxed = { type: 'FLAT', price: 1, step_size: 1 } as const;
    const measured = { energyWh: 1000, chargingSeconds: 60, parkingSeconds: 0 };
    expect(priceCdr(tariff(energy(0.5, 21), untaxed), measured, 0).total).toEqual({
      excl_vat: 1.5,
    });
  });

  it('chooses the element by the minute of the start, over midnight too', () => {
    const night: WireTariff = {
      ...tariff(energy(0.5, 21)),
      elements: [
        {
          price_components: [energy(0.3, 21)],
          restrictions: { start_time: '22:00', end_time: '06:00' },
        },
        { price_components: [energy(0.5, 21)] },
      ],
    };
    const measured = { energyWh: 1000, chargingSeconds: 60, parkingSeconds: 0 };
    const priceAt = (minute: number) => priceCdr(night, measured, minute).total.excl_vat;
    expect([priceAt(23 * 60), priceAt(5 * 60), priceAt(12 * 60)]).toEqual([0.3, 0.3, 0.5]);
  });

  it('writes hours with four decimals', () => {
    expect(wireHours(1020)).toBe(0.2833);
  });
});
