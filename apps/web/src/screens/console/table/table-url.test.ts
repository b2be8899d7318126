import { describe, expect, it } from 'vitest';
import { queryOf, readTableView, writeTableView } from './table-url.ts';

const read = (text: string) => readTableView(new URLSearchParams(text), ['held', 'disputed']);

describe('a console table in the URL', () => {
  it('is the same after a way through a link', () => {
    const view = { search: 'DEAR%1 & co', filter: 'held', sort: '-difference', open: 'a-b' };
    expect(read(writeTableView(view).slice(1))).toEqual(view);
  });

  it('leaves out what is at its default', () => {
    expect(writeTableView(read(''))).toBe('');
    expect(queryOf(read('open=x'))).toEqual({});
    expect(queryOf(read('q=x&show=held&sort=total'))).toEqual({
      search: 'x',
      filter: 'held',
      sort: 'total',
    });
  });

  it('takes nothing that the table does not offer', () => {
    expect(read('show=anything&sort=DROP TABLE&open=')).toEqual({
      search: '',
      filter: '',
      sort: undefined,
      open: undefined,
    });
    expect(read(`q=${'x'.repeat(300)}`).search).toHaveLength(120);
  });
});
