import { describe, expect, it } from 'vitest';
import { readSorting, writeSorting } from './sort-text.ts';

const columns = [{ id: 'place' }, { id: 'money', sort: { key: 'total', first: 'desc' } }] as const;

describe("a table's order in the URL", () => {
  it.each(['total', '-total'])('survives the way through the table: %s', (sort) => {
    expect(writeSorting(columns, readSorting(columns, sort))).toBe(sort);
  });

  it('is the own one of the table where no column has it', () => {
    expect(readSorting(columns, undefined)).toEqual([]);
    expect(readSorting(columns, '-place')).toEqual([]);
    expect(writeSorting(columns, [{ id: 'place', desc: true }])).toBeUndefined();
    expect(writeSorting(columns, [])).toBeUndefined();
  });
});
