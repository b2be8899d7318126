export { ColumnMenu } from './column-menu.tsx';
export { CopyableId, CopyButton, shortId } from './copy-button.tsx';
export { type ColumnVisibility, DataTable } from './data-table.tsx';
export { FilterChips, type FilterOption } from './filter-chips.tsx';
export { RowList } from './row-list.tsx';
export { SidePanel } from './side-panel.tsx';
export { AgeTime, formatMoment, SiteTime, utcText } from './site-time.tsx';
export type { RowSummary, SortText, TableColumn } from './table-column.ts';
export { useMedia } from './use-media.ts';
