/** What a console table shows. It lives in the URL: a link shows the same rows and the same panel. */
export type TableView = {
  readonly search: string;
  readonly filter: string;
  readonly sort: string | undefined;
  /** The row whose panel is open. */
  readonly open: string | undefined;
};

const SORT = /^-?[a-z]{1,30}$/;

/** Reads what it knows and leaves out the rest; a filter that the table does not offer is none. */
export function readTableView(parameters: URLSearchParams, filters: readonly string[]): TableView {
  const filter = parameters.get('show') ?? '';
  const sort = parameters.get('sort') ?? '';
  return {
    search: (parameters.get('q') ?? '').slice(0, 120),
    filter: filters.includes(filter) ? filter : '',
    sort: SORT.test(sort) ? sort : undefined,
    open: parameters.get('open') || undefined,
  };
}

/** The URL's query without what is at its default; empty or starting with `?`. */
export function writeTableView({ search, filter, sort, open }: TableView): string {
  const parameters = new URLSearchParams();
  if (search) parameters.set('q', search);
  if (filter) parameters.set('show', filter);
  if (sort) parameters.set('sort', sort);
  if (open) parameters.set('open', open);
  const query = parameters.toString();
  return query ? `?${query}` : '';
}

/** What is asked of the server for this view. */
export function queryOf({ search, filter, sort }: TableView) {
  return {
    ...(search && { search }),
    ...(filter && { filter }),
    ...(sort !== undefined && { sort }),
  };
}
