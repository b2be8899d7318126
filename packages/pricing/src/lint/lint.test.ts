import { decimal, type Tariff, type TariffRestrictions } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { elementCases } from './element-cases.fixture.ts';
import { lint } from './lint.ts';
import { priceCases } from './price-cases.fixture.ts';
import {
  adHoc,
  alone,
  component,
  element,
  energy,
  PLAIN,
  plain,
  tariff,
  WEEK,
} from './tariff.fixture.ts';
import { LINT_CODES, type LintContext } from './types.ts';

const dec = decimal;

const cases = [...elementCases, ...priceCases];
const raised = (of: Tariff, context?: LintContext) =>
  lint(of, context).map(({ code, pointer }) => `${code} ${pointer}`);

describe('each code is raised by the tariff that earns it, and not by the one beside it', () => {
  test.each(cases)('$code at $pointer', ({ code, pointer, trips, spares, context }) => {
    expect(raised(trips, context)).toContain(`${code} ${pointer}`);
    expect(lint(spares, context).map((it) => it.code)).not.toContain(code);
  });

  test('and every code has such a pair', () => {
    const tested = new Set(cases.map(({ code }) => code));
    expect(LINT_CODES.filter((code) => !tested.has(code))).toEqual([]);
  });
});

describe('lint', () => {
  test('has nothing to say about a plain tariff', () => {
    expect(lint(plain())).toEqual([]);
  });

  test('knows that two elements together can hide a third', () => {
    const [days, weekend] = [WEEK.slice(0, 5), WEEK.slice(5)];
    const hidden = tariff([
      element(PLAIN, { daysOfWeek: days }),
      element(PLAIN, { daysOfWeek: weekend }),
      element(PLAIN),
    ]);
    expect(lint(hidden)).toMatchObject([
      {
        code: 'element-unreachable',
        pointer: '/elements/2',
        reason: expect.stringMatching('0 and 1'),
      },
    ]);
  });

  test('does not take two ranges of power for a whole: a period may span their border', () => {
    const spread = tariff([
      element(PLAIN, { maxPowerKw: dec('22') }),
      element(PLAIN, { minPowerKw: dec('22') }),
      element(PLAIN),
    ]);
    expect(raised(spread)).toEqual([]);
  });

  test('knows which weekdays lie between two dates', () => {
    // 2026-03-28 and 29 are a weekend, whatever else is said of it.
    const between = (weekend: TariffRestrictions) =>
      tariff([
        element(PLAIN, { endDate: '2026-03-28' }),
        element(PLAIN, { startDate: '2026-03-28', endDate: '2026-03-30', ...weekend }),
        element(PLAIN, { startDate: '2026-03-30' }),
      ]);
    expect(raised(between({}))).toEqual([]);
    expect(raised(between({ daysOfWeek: WEEK.slice(5) }))).toEqual([]);
    expect(raised(between({ daysOfWeek: WEEK.slice(6) }))).toContain('dimension-gap /elements');
  });

  test('says for which moment nothing is priced', () => {
    const nightless = alone({ startTime: '06:00', endTime: '22:00', daysOfWeek: WEEK.slice(0, 6) });
    expect(lint(nightless)[0]?.reason).toMatch('on a Sunday');
    const mornings = alone({ startTime: '06:00', endTime: '00:00' });
    expect(lint(mornings)[0]?.reason).toMatch('from 00:00');
  });

  test('lets the first element that matches decide for all where the tariff says so', () => {
    const elements = [element([energy()]), element([component('PARKING_TIME', '3')])];
    const codes = (elementChoice: Tariff['elementChoice']) =>
      raised(tariff(elements, { elementChoice }));
    expect(codes('per-dimension')).toEqual(['dimension-unpriced /elements']);
    expect(codes('whole-element')).toContain('element-unreachable /elements/1');
    expect(codes('whole-element')).toContain('dimension-gap /elements');
  });

  test('judges an ad hoc price by the power of the point, where that is known', () => {
    const fee = adHoc([...PLAIN, component('FLAT', '1')]);
    const severity = (maxPowerKw?: string) =>
      lint(fee, maxPowerKw === undefined ? {} : { maxPowerKw: dec(maxPowerKw) })[0]?.severity;
    expect([severity(), severity('49.9'), severity('50')]).toEqual(['warning', undefined, 'error']);
  });

  test('lets time be charged as an occupancy fee', () => {
    const late = element([component('TIME', '6', 60)], { minDurationSeconds: 5_400 });
    expect(
      raised(tariff([late, element(PLAIN)], { type: 'AD_HOC_PAYMENT' }), {
        maxPowerKw: dec('150'),
      }),
    ).toEqual([]);
  });
});
