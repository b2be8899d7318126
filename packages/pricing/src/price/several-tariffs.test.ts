import { decimal, type Tariff } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { priceSession } from './price-session.ts';
import {
  at,
  component,
  element,
  noteCodes,
  priced,
  type Stay,
  session,
  tariff,
  totals,
} from './tariff.fixture.ts';

const none = { kind: 'none' } as const;
const perKwh = (tariffId: string, price: string, more: Partial<Tariff> = {}, step = 1): Tariff =>
  tariff([element([component('ENERGY', price, { tax: none, step })])], { tariffId, ...more });
const kwh = (volume: string, tariffId?: string): Stay => ({
  minutes: 30,
  volumes: { ENERGY: volume },
  ...(tariffId !== undefined && { tariffId }),
});

const costs = (tariffs: readonly Tariff[], stays: readonly Stay[]) =>
  priced({ tariffs, ...session('2026-03-02T09:00:00Z', stays) });
const cheap = perKwh('cheap', '1');
const fast = perKwh('fast', '10');

describe('of several tariffs', () => {
  test('a period picks its own, whatever the case of its letters', () => {
    expect(totals(costs([cheap, fast], [kwh('1', 'cheap'), kwh('1', 'FAST')]))[0]).toBe('11');
  });

  test('a step is taken once, that of the last tariff, across both', () => {
    const tariffs = [perKwh('cheap', '1', {}, 1_000), perKwh('fast', '10', {}, 500)];
    // 1.3 + 1.1 kWh become 2.5: the surplus of 0.1 costs 10 per kWh.
    expect(totals(costs(tariffs, [kwh('1.3', 'cheap'), kwh('1.1', 'fast')]))[0]).toBe('13.3');
  });

  test('the one in force at the start prices what names none', () => {
    const old = perKwh('old', '10', { endsAt: at('2026-03-01T00:00:00Z') });
    const coming = perKwh('coming', '20', { startsAt: at('2026-03-02T09:10:00Z') });
    const result = costs([old, coming, cheap], [kwh('1'), kwh('1')]);
    expect(totals(result)[0]).toBe('2');
    expect(noteCodes(result)).toEqual([]);
    expect(noteCodes(costs([old], [kwh('1')]))).toEqual(['tariff-not-in-force']);
  });

  test('one for payment on the spot or for a profile does not price a roaming session', () => {
    const spot = perKwh('spot', '10', { type: 'AD_HOC_PAYMENT' });
    expect(totals(costs([spot, perKwh('regular', '1', { type: 'REGULAR' })], [kwh('1')]))[0]).toBe(
      '1',
    );
  });

  test('one whose own restrictions the start meets goes before one without (GIREVE)', () => {
    const morning = perKwh('morning', '3', {
      restrictions: {
        startTime: '08:00',
        endTime: '09:30',
        secondStartTime: '10:00',
        secondEndTime: '11:00',
      },
    });
    const evening = perKwh('evening', '5', { restrictions: { startTime: '18:00' } });
    expect(totals(costs([cheap, evening, morning], [kwh('1')]))[0]).toBe('3');
    expect(totals(costs([cheap, evening], [kwh('1')]))[0]).toBe('1');
    const alone = priceSession({
      tariffs: [evening],
      ...session('2026-03-02T09:00:00Z', [kwh('1')]),
    });
    expect(alone).toMatchObject({ kind: 'unpriceable', reason: 'no-tariff' });
  });

  test('an unknown name has no price', () => {
    const stays = session('2026-03-02T09:00:00Z', [kwh('1', 'nobody')]);
    expect(priceSession({ tariffs: [cheap, fast], ...stays })).toMatchObject({
      kind: 'unpriceable',
      reason: 'no-tariff',
    });
  });

  test('the limits of every one that priced hold for the session, of the others none', () => {
    const least = perKwh('least', '1', { minPrice: { exclTax: decimal('5') } });
    const most = perKwh('most', '10', {
      maxPrice: { exclTax: decimal('8'), inclTax: decimal('8') },
    });
    const low = costs([least, most], [kwh('1', 'least'), kwh('0.1', 'most')]);
    expect(totals(low)).toEqual(['5', '5']);
    expect(noteCodes(low)).toEqual(['clamped-to-minimum']);
    expect(totals(costs([least, most], [kwh('1', 'least'), kwh('1', 'most')]))).toEqual(['8', '8']);
    expect(totals(costs([least, most], [kwh('1', 'most')]))).toEqual(['8', '8']);
    expect(totals(costs([cheap, least], [kwh('1', 'cheap')]))).toEqual(['1', '1']);
  });
});
