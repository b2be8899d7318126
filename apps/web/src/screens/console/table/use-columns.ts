'use client';

import type { ColumnVisibility, TableColumn } from '@peregrine/ui/table';
import { useMemo } from 'react';
import { useKept } from './use-kept.ts';

/** Which columns are shown: as the table proposes, changed by what the reader chose on this device. */
export function useColumns(
  table: string,
  columns: readonly Pick<TableColumn<never>, 'id' | 'optional'>[],
): [ColumnVisibility, (visibility: ColumnVisibility) => void] {
  const [kept, keep] = useKept(`console.columns.${table}`);
  const visibility = useMemo(() => {
    const chosen = readChoice(kept);
    return Object.fromEntries(
      columns.map(({ id, optional = false }, index) => [
        id,
        index === 0 || (chosen[id] ?? !optional),
      ]),
    );
  }, [columns, kept]);
  return [visibility, (next) => keep(JSON.stringify(next))];
}

function readChoice(kept: string | undefined): Readonly<Record<string, boolean>> {
  if (!kept) return {};
  try {
    const choice: unknown = JSON.parse(kept);
    if (typeof choice !== 'object' || choice === null) return {};
    return Object.fromEntries(Object.entries(choice).filter(([, it]) => typeof it === 'boolean'));
  } catch {
    return {};
  }
}
