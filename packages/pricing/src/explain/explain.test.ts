import {
  decimal,
  type Instant,
  parseInstant,
  partyRef,
  type Tariff,
  type TariffRestrictions,
} from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import type { DescribedPart, DescribedSession } from '../price/describe-session.ts';
import { priceSession } from '../price/price-session.ts';
import { PRICING_NOTE_CODES } from '../price/types.ts';
import type { UnquotableReason } from '../quote/types.ts';
import { explain, explainDescribed, explainRefusal } from './explain.ts';
import { EXPLAIN_LANGUAGES, type ExplainedLine, type ReasonTopic } from './types.ts';

const at = (text: string) => parseInstant(text) as Instant;

function part(
  more: Partial<DescribedPart> = {},
  because: Partial<DescribedPart['because']> = {},
): DescribedPart {
  return {
    dimension: 'ENERGY',
    element: 0,
    component: 0,
    unitPrice: decimal('0.4'),
    taxIncluded: 'no',
    taxPercent: decimal('19'),
    measured: decimal('8.25'),
    billed: decimal('8.25'),
    exclTax: decimal('3.3'),
    inclTax: decimal('3.927'),
    because: {
      tariffId: 'T',
      periods: [0],
      from: at('2026-03-01T10:00:00Z'),
      to: at('2026-03-01T10:43:00Z'),
      restrictions: [],
      passedOver: [],
      reading: 'as-sent',
      ...because,
    },
    ...more,
  };
}

const session = (parts: readonly DescribedPart[], more: Partial<DescribedSession> = {}) => ({
  currency: 'EUR',
  parts,
  totalExclTax: decimal('3.3'),
  totalInclTax: decimal('3.927'),
  notes: [],
  ...more,
});

const tariff = (restrictions: TariffRestrictions): Tariff => ({
  party: partyRef('DE', 'PER'),
  tariffId: 'T',
  currency: 'EUR',
  elementChoice: 'per-dimension',
  taxIncluded: 'no',
  elements: [{ components: [], restrictions }, { components: [] }],
  lastUpdated: at('2026-01-01T00:00:00Z'),
});

type Both = readonly [en: string, de: string];

/** The sentences about a topic, in English and German; plain spaces for those that Intl puts. */
function tell(
  described: DescribedSession,
  topic: ReasonTopic,
  tariffs: readonly Tariff[] = [],
): readonly string[][] {
  return EXPLAIN_LANGUAGES.map((language) =>
    explainDescribed(described, { language, timeZone: 'Europe/Berlin', tariffs })
      .flatMap(({ reasons }) => reasons.filter((it) => it.topic === topic))
      .map(({ text }) => plain(text)),
  );
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

const lines = (described: DescribedSession, language: 'en' | 'de' = 'en') =>
  explainDescribed(described, { language, timeZone: 'Europe/Berlin' });

describe('a part is explained', () => {
  test('with the clock times of the place, and both zones where its clocks change', () => {
    expect(tell(session([part()]), 'when')).toEqual([
      ['Sun, 1 Mar 2026, 11:00 to 11:43 (CET).'],
      ['So., 1. März 2026, 11:00 bis 11:43 (MEZ).'],
    ]);
    const night = { from: at('2026-03-28T22:30:00Z'), to: at('2026-03-29T01:30:00Z') };
    expect(tell(session([part({}, night)]), 'when')).toEqual([
      ['Sat, 28 Mar 2026, 23:30 to Sun, 29 Mar 2026, 03:30 (CET – CEST).'],
      ['Sa., 28. März 2026, 23:30 bis So., 29. März 2026, 03:30 (MEZ – MESZ).'],
    ]);
  });

  test('with what was measured and billed, and the step between them', () => {
    const parked = part(
      { dimension: 'PARKING_TIME', measured: decimal('0.2833333333'), billed: decimal('0.5') },
      { step: { size: decimal('900'), added: decimal('0.2166666667') } },
    );
    expect(tell(session([parked]), 'quantity')).toEqual([
      ['17 min measured, 30 min billed.'],
      ['17 min gemessen, 30 min berechnet.'],
    ]);
    expect(tell(session([parked]), 'step')).toEqual([
      ['Billed in steps of 15 min: 13 min more here.'],
      ['Abgerechnet wird in Schritten von 15 min: hier 13 min mehr.'],
    ]);
    const energy = part(
      { billed: decimal('8') },
      { step: { size: decimal('500'), added: decimal('-0.25') } },
    );
    expect(tell(session([energy]), 'step')).toEqual([
      ['Billed in steps of 500 Wh: 0.250 kWh less here.'],
      ['Abgerechnet wird in Schritten von 500 Wh: hier 0,250 kWh weniger.'],
    ]);
    const last = part(
      { measured: decimal('0.3'), billed: decimal('0.75') },
      { step: { size: decimal('1000'), added: decimal('0.45') } },
    );
    expect(tell(session([last]), 'step')).toEqual([
      ['Billed in steps of 1,000 Wh over the whole session: 0.450 kWh more here.'],
      ['Abgerechnet wird in Schritten von 1.000 Wh über den ganzen Vorgang: hier 0,450 kWh mehr.'],
    ]);
    expect(tell(session([part()]), 'quantity')).toEqual([
      ['8.250 kWh measured and billed.'],
      ['8,250 kWh gemessen und berechnet.'],
    ]);
    expect(tell(session([part()]), 'step')).toEqual([[], []]);
  });

  test('with how decimal hours were read', () => {
    for (const reading of ['timestamps', 'whole-second'] as const) {
      const [english, german] = tell(session([part({}, { reading })]), 'reading');
      expect(english).toHaveLength(1);
      expect(german).toHaveLength(1);
    }
    expect(tell(session([part()]), 'reading')).toEqual([[], []]);
  });

  test('with its price, and the rounding of its operator', () => {
    expect(tell(session([part()]), 'price')).toEqual([
      ['€0.40 per kWh × 8.250 kWh = €3.30.'],
      ['0,40 € je kWh × 8,250 kWh = 3,30 €.'],
    ]);
    expect(tell(session([part({ exclTax: decimal('0.03125') })]), 'price')[0]).toEqual([
      '€0.40 per kWh × 8.250 kWh ≈ €0.0313.',
    ]);
    const flat = part({ dimension: 'FLAT', measured: decimal('1'), billed: decimal('1') });
    expect(tell(session([flat]), 'price')).toEqual([
      ['€0.40 per charge.'],
      ['0,40 € je Ladevorgang.'],
    ]);
    expect(tell(session([{ ...flat, reservation: true }]), 'price')).toEqual([
      ['€0.40 per reservation.'],
      ['0,40 € je Reservierung.'],
    ]);
    const rule = { granularity: decimal('0.05'), rule: 'up' } as const;
    expect(tell(session([part({}, { priceRound: rule })]), 'rounding')).toEqual([
      ['The operator rounds this amount up to a multiple of 0.05.'],
      ['Der Betreiber rundet diesen Betrag auf ein Vielfaches von 0,05 auf.'],
    ]);
  });

  test('with its tax, and says of an unknown one that it is unknown', () => {
    const told = (more: Partial<DescribedPart>, drop: readonly (keyof DescribedPart)[] = []) => {
      const kept = Object.entries(part(more)).filter(
        ([name]) => !drop.some((dropped) => dropped === name),
      );
      return tell(session([Object.fromEntries(kept) as DescribedPart]), 'tax');
    };
    expect(told({})).toEqual([['Plus 19% tax.'], ['Zuzüglich 19 % Steuer.']]);
    expect(told({ taxIncluded: 'yes' })).toEqual([
      ['19% tax is included.'],
      ['19 % Steuer sind enthalten.'],
    ]);
    expect(told({}, ['taxPercent'])).toEqual([['No tax applies.'], ['Es fällt keine Steuer an.']]);
    const [unknown] = told({}, ['taxPercent', 'inclTax']);
    expect(unknown?.[0]).toContain('the amount after tax is unknown');
    const [included] = told({ taxIncluded: 'yes' }, ['taxPercent', 'exclTax']);
    expect(included?.[0]).toContain('the amount before tax is unknown');
  });

  test('as a reservation where it is one', () => {
    const titles = (['en', 'de'] as const).map((language) =>
      lines(
        session([
          part({ dimension: 'FLAT', reservation: true }),
          part({ dimension: 'TIME', reservation: true }),
          part({ dimension: 'TIME' }),
        ]),
        language,
      )
        .filter(({ kind }) => kind === 'part')
        .map(({ title }) => title),
    );
    expect(titles).toEqual([
      ['Reservation fee', 'Reservation time', 'Charging time'],
      ['Reservierungsgebühr', 'Reservierungszeit', 'Ladezeit'],
    ]);
  });
});

describe('the restriction that decided is told', () => {
  const cases: readonly [TariffRestrictions, ...Both][] = [
    [
      { startTime: '18:00', endTime: '08:00' },
      'between 18:00 and 08:00',
      'von 18:00 bis 08:00 Uhr',
    ],
    [{ startTime: '18:00' }, 'from 18:00', 'ab 18:00 Uhr'],
    [{ endTime: '08:00' }, 'until 08:00', 'bis 08:00 Uhr'],
    [{ secondStartTime: '12:00' }, 'from 12:00', 'ab 12:00 Uhr'],
    [{ secondEndTime: '13:00' }, 'until 13:00', 'bis 13:00 Uhr'],
    [{ startDate: '2026-01-01' }, 'from 1 Jan 2026', 'ab dem 01.01.2026'],
    [{ endDate: '2026-02-01' }, 'before 1 Feb 2026', 'vor dem 01.02.2026'],
    [{ minKwh: decimal('20') }, 'beyond 20 kWh', 'ab 20 kWh'],
    [{ maxKwh: decimal('20.5') }, 'for the first 20.5 kWh', 'für die ersten 20,5 kWh'],
    [
      { minKwh: decimal('0'), maxKwh: decimal('20') },
      'for the first 20 kWh',
      'für die ersten 20 kWh',
    ],
    [
      { minCurrentA: decimal('16'), maxCurrentA: decimal('32') },
      'at 16 A to below 32 A',
      'ab 16 A und unter 32 A',
    ],
    [{ minPowerKw: decimal('50') }, 'at or above 50 kW', 'ab 50 kW'],
    [{ maxPowerKw: decimal('50') }, 'below 50 kW', 'unter 50 kW'],
    [
      { minDurationSeconds: 5_400 },
      'once it has lasted 1 h 30 min',
      'ab 1 h 30 min nach dem Beginn',
    ],
    [{ maxDurationSeconds: 1_800 }, 'in the first 30 min', 'bis 30 min nach dem Beginn'],
    [{ daysOfWeek: ['SATURDAY', 'SUNDAY'] }, 'on Saturday and Sunday', 'am Samstag und Sonntag'],
    [{ reservation: 'RESERVATION' }, 'for a reservation', 'für eine Reservierung'],
    [
      { reservation: 'RESERVATION_EXPIRES' },
      'for a reservation that ran out',
      'für eine abgelaufene Reservierung',
    ],
    [
      { unknown: ['moon_phase'] },
      'under a condition that we do not know (moon_phase)',
      'unter einer Bedingung, die wir nicht kennen (moon_phase)',
    ],
  ];

  test.each(cases)('%j: %s', (restrictions, english, german) => {
    const names = Object.keys(restrictions);
    const met = session([part({}, { restrictions: names })]);
    expect(tell(met, 'restriction', [tariff(restrictions)])).toEqual([
      [`This price applies ${english}.`],
      [`Dieser Preis gilt ${german}.`],
    ]);
    const passedOver = names.slice(0, 1).map((restriction) => ({ element: 0, restriction }));
    const other = session([part({ element: 1 }, { passedOver })]);
    expect(tell(other, 'restriction', [tariff(restrictions)])).toEqual([
      [`Price 1 of the tariff did not apply: it holds only ${english}.`],
      [`Preis 1 des Tarifs galt nicht: Er gilt nur ${german}.`],
    ]);
    // Without the tariff at hand the subject is told, in words of each language.
    for (const described of [met, other]) {
      const [one, two] = tell(described, 'restriction');
      expect(one).toHaveLength(1);
      expect(two).toHaveLength(1);
      // No name of the code's own, such as `startTime`.
      expect([one, two].join()).not.toMatch(/[a-z][A-Z]/);
    }
  });

  test('bounds of one thing once, several things one after the other', () => {
    const restrictions: TariffRestrictions = {
      startTime: '18:00',
      endTime: '08:00',
      minKwh: decimal('10'),
    };
    const described = session([part({}, { restrictions: Object.keys(restrictions) })]);
    expect(tell(described, 'restriction', [tariff(restrictions)])[0]).toEqual([
      'This price applies between 18:00 and 08:00, beyond 10 kWh.',
    ]);
  });
});

describe('the whole is explained', () => {
  test.each(['clamped-to-minimum', 'clamped-to-maximum'] as const)('with %s', (code) => {
    const limited = session([part()], {
      totalExclTax: decimal('5'),
      totalInclTax: decimal('5.95'),
      notes: [{ code }],
    });
    expect(tell(limited, 'limit').map((texts) => texts.slice(1))).toEqual([
      ['Before tax: €3.30 becomes €5.00.', 'After tax: €3.927 becomes €5.95.'],
      ['Vor Steuer: aus 3,30 € werden 5,00 €.', 'Nach Steuer: aus 3,927 € werden 5,95 €.'],
    ]);
    expect(tell(limited, 'note')).toEqual([[], []]);
  });

  test('with its total, and what is unknown of it', () => {
    const total = (described: DescribedSession) =>
      lines(described).find((line): line is ExplainedLine & { kind: 'total' } => {
        return line.kind === 'total';
      });
    expect(total(session([part()]))).toMatchObject({ exclTax: '€3.30', inclTax: '€3.927' });
    const { totalInclTax: _, ...net } = session([part()]);
    expect(total(net)).not.toHaveProperty('inclTax');
    expect(total(net)?.reasons.map(({ text }) => text)).toEqual([
      'The total after tax is unknown, because a tax is.',
    ]);
    const { totalExclTax: __, ...gross } = session([part()]);
    expect(total(gross)).not.toHaveProperty('exclTax');
    expect(total(gross)?.reasons).toHaveLength(1);
  });

  test('in its own currency, its minor unit, and as sent where that is no code', () => {
    const written = (currency: string) => {
      const [line] = lines(session([part()], { currency }));
      return line && 'exclTax' in line ? plain(line.exclTax ?? '') : undefined;
    };
    expect(['CHF', 'KWD', 'JPY', 'EURO', ''].map(written)).toEqual([
      'CHF 3.30',
      'KWD 3.300',
      'JP¥3.3',
      '3.30 EURO',
      '3.30 ',
    ]);
  });

  test('with each note once, and the charging periods that it is about', () => {
    const notes = Array.from({ length: 8 }, (_, periodIndex) => ({
      code: 'period-spans-price-change' as const,
      periodIndex,
    }));
    const texts = tell(
      session([part()], { notes: [...notes, { code: 'time-zone-assumed' }] }),
      'note',
    );
    expect(texts[0]?.[1]).toBe('Charging periods 1, 2, 3, 4, 5 and 3 more.');
    expect(texts[1]?.[1]).toBe('Abschnitte 1, 2, 3, 4, 5 und 3 weitere.');
    expect(texts[0]).toHaveLength(3);
    const [one] = tell(session([part()], { notes: notes.slice(2, 3) }), 'note');
    expect(one?.[1]).toBe('Charging period 3.');
  });

  test.each(PRICING_NOTE_CODES)('with a text of its own for the note %s', (code) => {
    const [english, german] = EXPLAIN_LANGUAGES.map((language) =>
      lines(session([part()], { notes: [{ code }] }), language).find((line) => {
        return (line.kind === 'note' || line.kind === 'limit') && line.code === code;
      }),
    );
    expect(english?.reasons[0]?.text).toMatch(/^[A-Z].{10,}\.$/);
    expect(german?.reasons[0]?.text).toMatch(/^[A-Z].{10,}\.$/);
    expect(english?.reasons[0]?.text).not.toBe(german?.reasons[0]?.text);
  });

  const REASONS: Readonly<Record<UnquotableReason, true>> = {
    'no-tariff': true,
    'unsupported-tariff': true,
    'no-periods': true,
    'missing-measurement': true,
    'ambiguous-period': true,
    currency: true,
    'time-zone': true,
    'no-battery': true,
    'no-power': true,
    'no-energy': true,
    'too-long': true,
  };

  test.each(Object.keys(REASONS) as UnquotableReason[])('or why there is none: %s', (reason) => {
    const [english, german] = EXPLAIN_LANGUAGES.map((language) =>
      explainRefusal({ reason }, { language }),
    );
    expect(english).toMatch(/^[A-Z].{10,}\.$/);
    expect(german).toMatch(/^[A-Z].{10,}\.$/);
    expect(english).not.toBe(german);
  });

  test('straight from the engine, every amount as the engine has it', () => {
    const basis: Tariff = {
      ...tariff({}),
      elements: [
        {
          components: [
            {
              dimension: 'ENERGY',
              price: decimal('0.123456789'),
              tax: { kind: 'rate', percent: decimal('7.7') },
              stepSize: 1,
            },
          ],
        },
      ],
    };
    const priced = priceSession({
      tariffs: [basis],
      periods: [
        {
          startedAt: at('2026-03-01T10:00:00Z'),
          dimensions: [{ type: 'ENERGY', volume: decimal('90071992547409.937') }],
        },
      ],
      startedAt: at('2026-03-01T10:00:00Z'),
      endedAt: at('2026-03-01T11:00:00Z'),
      timeZone: 'Europe/Berlin',
    });
    if (priced.kind !== 'priced') throw new Error(priced.detail);
    const [first] = explain(priced.result, { language: 'en', timeZone: 'Europe/Berlin' });
    // Far beyond what a float could tell apart.
    expect(first).toMatchObject({
      quantity: '90,071,992,547,409.937 kWh',
      exclTax: '€11,119,998,978,735.1611',
    });
  });
});
