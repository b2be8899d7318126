import { describe, expect, it } from 'vitest';
import { countFilters, NO_FILTERS, parseFilters, parseView, toQuery } from './find-filters.ts';

describe('the filters in the URL', () => {
  it('come back as they were set', () => {
    const filters = {
      text: 'Zürich Hbf & Co',
      plugs: ['type2', 'ccs'],
      minPowerKw: 50,
      freeNow: true,
      sort: 'price',
    } as const;
    const view = { center: { latitude: 52.3791, longitude: 4.9003 }, zoom: 12.5 };
    const parameters = new URLSearchParams(toQuery(filters, view));
    expect(parseFilters(parameters)).toEqual(filters);
    expect(parseView(parameters.get('at'))).toEqual(view);
  });

  it('are absent at their defaults', () => {
    expect(toQuery(NO_FILTERS, undefined)).toBe('');
    expect(countFilters(NO_FILTERS)).toBe(0);
  });

  it('are ignored where they make no sense', () => {
    const odd = new URLSearchParams('plug=steam,ccs,ccs&kw=-3&free=yes&sort=colour&at=north');
    expect(parseFilters(odd)).toEqual({ ...NO_FILTERS, plugs: ['ccs'] });
    expect(parseView(odd.get('at'))).toBeUndefined();
    expect(parseView('52,4')).toBeUndefined();
    expect(parseView('152,4,3')).toBeUndefined();
  });
});
