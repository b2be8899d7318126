'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { readTableView, type TableView, writeTableView } from './table-url.ts';

export type TableViewControl = TableView & {
  readonly change: (change: Partial<Pick<TableView, 'search' | 'filter' | 'sort'>>) => void;
  readonly openRow: (id: string) => void;
  /** Closes the panel; the focus goes back to its row. */
  readonly close: () => void;
  readonly hrefOf: (id: string) => string;
};

/** The view of a table, read from the URL and written to it without asking the server. */
export function useTableView(filters: readonly string[]): TableViewControl {
  const parameters = useSearchParams();
  const path = usePathname();
  const view = useMemo(() => readTableView(parameters, filters), [parameters, filters]);
  const hrefOf = useCallback(
    (id: string) => `${path}${writeTableView({ ...view, open: id })}`,
    [path, view],
  );
  const change = useCallback<TableViewControl['change']>(
    (wished) => {
      const next = writeTableView({ ...view, ...wished });
      window.history.replaceState(null, '', `${path}${next}`);
    },
    [path, view],
  );
  const openRow = useCallback(
    (id: string) => {
      // One step back closes the panel, however many rows were looked at meanwhile.
      if (view.open) window.history.replaceState(null, '', hrefOf(id));
      else window.history.pushState(null, '', hrefOf(id));
    },
    [hrefOf, view.open],
  );
  const close = useCallback(() => {
    if (!view.open) return;
    const next = writeTableView({ ...view, open: undefined });
    window.history.replaceState(null, '', `${path}${next}`);
  }, [path, view]);
  useFocusBack(view.open);
  return { ...view, change, openRow, close, hrefOf };
}

/** However a panel was closed, its row has the focus then. */
function useFocusBack(open: string | undefined): void {
  const shown = useRef(open);
  useEffect(() => {
    const before = shown.current;
    shown.current = open;
    if (before && !open) rowLink(before)?.focus();
  }, [open]);
}

/** The link that opens a row's panel, where the row is on the screen. */
export function rowLink(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(id)}"]`);
}
