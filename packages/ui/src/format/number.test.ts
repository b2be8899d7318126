import { decimal } from '@peregrine/domain';
import { describe, expect, it } from 'vitest';
import {
  formatDistance,
  formatEnergy,
  formatMoney,
  formatMoneyChange,
  formatPercent,
  formatPower,
  formatRatedPower,
  formatUnitPrice,
} from './number.ts';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('money', () => {
  it('shows every minor digit and the currency, as the language writes it', () => {
    const money = { amount: '12.20', currency: 'EUR' };
    expect(formatMoney(money, 'en')).toBe('€12.20');
    expect(plain(formatMoney(money, 'de'))).toBe('12,20 €');
  });

  it('does not pass through a float', () => {
    const money = { amount: '90071992547409931.01', currency: 'EUR' };
    expect(formatMoney(money, 'en')).toBe('€90,071,992,547,409,931.01');
  });

  it('shows a difference with its sign', () => {
    expect(formatMoneyChange({ amount: '0.15', currency: 'EUR' }, 'en')).toBe('+€0.15');
    expect(formatMoneyChange({ amount: '-0.15', currency: 'EUR' }, 'en')).toBe('-€0.15');
  });

  it('prints unit prices with four decimals', () => {
    expect(formatUnitPrice(decimal('0.5929'), 'EUR', 'en')).toBe('€0.5929');
    expect(formatUnitPrice(decimal('0.4'), 'EUR', 'en')).toBe('€0.4000');
    expect(plain(formatUnitPrice(decimal('0.5929'), 'EUR', 'de'))).toBe('0,5929 €');
  });
});

describe('measures', () => {
  it('shows energy with two decimals on screens and three on receipts', () => {
    expect(formatEnergy(decimal('20'), 'en')).toBe('20.00 kWh');
    expect(formatEnergy(decimal('11.7'), 'de', 3)).toBe('11,700 kWh');
  });

  it('shows power in kW', () => {
    expect(formatPower(decimal('21.84'), 'en')).toBe('21.8 kW');
    expect(formatRatedPower(3_700, 'de')).toBe('3,7 kW');
    expect(formatRatedPower(22_000, 'en')).toBe('22 kW');
  });

  it('shows a percentage exactly', () => {
    expect(formatPercent(decimal('21'), 'en')).toBe('21%');
    expect(plain(formatPercent(decimal('5.5'), 'de'))).toBe('5,5 %');
  });

  it('shows metres, then kilometres with fewer decimals the farther', () => {
    expect(formatDistance(3, 'en')).toBe('10 m');
    expect(formatDistance(348, 'en')).toBe('350 m');
    expect(formatDistance(1_234, 'de')).toBe('1,2 km');
    expect(formatDistance(12_345, 'en')).toBe('12 km');
  });
});
