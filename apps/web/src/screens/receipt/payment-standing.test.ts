import { describe, expect, it } from 'vitest';
import { paymentStanding } from './payment-standing.ts';

describe('a receipt that is not paid', () => {
  it('asks the driver to pay only when there is a page to pay on', () => {
    expect(paymentStanding({ state: 'open' })).toBe('collecting');
    expect(paymentStanding({ state: 'open', paymentUrl: 'https://pay.example' })).toBe('open');
    expect(paymentStanding({ state: 'paid' })).toBe('paid');
  });
});
