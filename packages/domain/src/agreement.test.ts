import { describe, expect, test } from 'vitest';
import { agreementInForce, agreementsWith, type RoamingAgreement } from './agreement.ts';
import { type Instant, parseInstant } from './instant.ts';
import { decimal } from './money/decimal.ts';
import { partyRef } from './party.ts';

const at = (day: string): Instant => {
  const instant = parseInstant(`${day}T00:00:00Z`);
  if (!instant) throw new Error(day);
  return instant;
};

const first: RoamingAgreement = {
  agreementId: 'A-1',
  ours: partyRef('NL', 'PER'),
  theirs: partyRef('NL', 'LOW'),
  route: { kind: 'direct' },
  validFrom: at('2026-01-01'),
  validUntil: at('2027-01-01'),
  terms: {
    priceBasis: { kind: 'pushed-tariff' },
    currency: 'EUR',
    paymentTermDays: 30,
    oldestCdrDays: 90,
    tolerances: { amountMinor: '1', energyKwh: decimal('0.1'), durationSeconds: 60 },
    mayReviseCdr: false,
  },
  amendments: [
    { number: 2, validFrom: at('2026-06-01'), terms: { oldestCdrDays: 30, mayReviseCdr: true } },
    { number: 1, validFrom: at('2026-03-01'), terms: { oldestCdrDays: 60 } },
  ],
};
const second: RoamingAgreement = {
  ...first,
  agreementId: 'A-2',
  validFrom: at('2026-09-01'),
  amendments: [],
};

describe('the agreement in force', () => {
  test.each([
    ['2025-12-31', undefined, undefined, undefined],
    ['2026-01-01', 'A-1', 0, 90],
    ['2026-03-01', 'A-1', 1, 60],
    ['2026-08-31', 'A-1', 2, 30],
    ['2026-09-01', 'A-2', 0, 90],
    ['2027-01-01', undefined, undefined, undefined],
  ])('at %s is %s with amendment %s', (day, agreementId, amendment, oldestCdrDays) => {
    const agreements = [second, { ...first, validUntil: at('2026-12-31') }];
    const ended = { ...second, validUntil: at('2027-01-01') };
    const found = agreementInForce([ended, ...agreements.slice(1)], at(day));
    expect([found?.agreementId, found?.amendment, found?.terms.oldestCdrDays]).toEqual([
      agreementId,
      amendment,
      oldestCdrDays,
    ]);
  });

  test('keeps the terms that an amendment leaves out', () => {
    expect(agreementInForce([first], at('2026-07-01'))?.terms).toEqual({
      ...first.terms,
      oldestCdrDays: 30,
      mayReviseCdr: true,
    });
  });

  test('is looked for among those of the party and the way that the message came', () => {
    const hub = partyRef('FR', 'HUB');
    const viaHub: RoamingAgreement = { ...first, agreementId: 'H', route: { kind: 'hub', hub } };
    const find = (route: RoamingAgreement['route'], theirs = first.theirs) =>
      agreementsWith([first, viaHub], theirs, route).map(({ agreementId }) => agreementId);
    expect(find({ kind: 'direct' })).toEqual(['A-1']);
    expect(find({ kind: 'hub', hub: partyRef('fr', 'hub') })).toEqual(['H']);
    expect(find({ kind: 'hub', hub: partyRef('DE', 'OTH') })).toEqual([]);
    expect(find({ kind: 'direct' }, partyRef('BE', 'LOW'))).toEqual([]);
  });
});
