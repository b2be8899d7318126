import { describe, expect, it } from 'vitest';
import { eventDetails } from './event-details.ts';

describe('what a timeline entry says', () => {
  it('is money and energy as such', () => {
    expect(eventDetails({ amount: '12.28', currency: 'EUR' }, 'en')).toEqual(['€12.28']);
    const invoice = { cdrId: 'C1', total: { amount: '7.36', currency: 'EUR' }, number: 'PER-1' };
    expect(eventDetails(invoice, 'en')).toEqual(['PER-1', '€7.36', 'C1']);
    expect(eventDetails({ energyKwh: '11.7', status: 'ACTIVE' }, 'de')).toEqual([
      '11,700 kWh',
      'ACTIVE',
    ]);
  });

  it('leaves out what only machines read', () => {
    const details = {
      quoteId: 'x',
      evseRowId: 'y',
      nested: { a: 1 },
      energyKwh: 'much',
      code: 'Z',
    };
    expect(eventDetails(details, 'en')).toEqual(['Z']);
  });
});
