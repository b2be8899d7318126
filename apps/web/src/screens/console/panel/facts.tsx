import { classNames } from '@peregrine/ui';
import type { ReactNode } from 'react';

/** A titled part of a panel; `count` stands beside the title. */
export function PanelSection({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count?: number;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="flex items-baseline gap-2 text-sm font-semibold">
        {title}
        {count !== undefined && count > 0 && (
          <span className="tabular text-xs font-medium text-muted">{count}</span>
        )}
      </h3>
      {children}
    </section>
  );
}

/** Labels and values, a pair a line; see `Fact`. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 text-sm">{children}</dl>
  );
}

export function Fact({
  label,
  children,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt className="leading-7 text-muted">{label}</dt>
      <dd className="min-w-0 leading-7 break-words">{children}</dd>
    </>
  );
}

/** What a section says when it has nothing to show. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="text-sm text-muted">{children}</p>;
}

/** The classes of a small table inside a panel. */
export const cell = (align: 'start' | 'end' = 'start', extra?: string): string =>
  classNames(
    'border-b border-line py-1.5 align-top font-normal not-last:pr-3',
    align === 'end' ? 'tabular text-right whitespace-nowrap' : 'text-left',
    extra,
  );

/** A small table inside a panel; it scrolls where it does not fit. */
export function PanelTable({
  label,
  head,
  children,
}: {
  readonly label: string;
  readonly head: readonly { readonly label: string; readonly align?: 'start' | 'end' }[];
  readonly children: ReactNode;
}) {
  return (
    <div className="-mx-4 overflow-x-auto px-4">
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {head.map(({ label: title, align }) => (
              <th key={title} scope="col" className={cell(align, 'text-xs font-medium text-muted')}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
