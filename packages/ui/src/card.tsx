import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A surface with a hairline; no shadow where a line does. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      {...rest}
      className={classNames('rounded-sheet border border-line bg-surface p-4', className)}
    />
  );
}

/** A label and its value on one line, the value to the right in tabular figures. */
export function Row({
  label,
  children,
  strong = false,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly strong?: boolean;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1.5">
      <dt className={strong ? 'font-semibold' : 'text-muted'}>{label}</dt>
      <dd className={classNames('tabular text-right', strong && 'font-semibold')}>{children}</dd>
    </div>
  );
}
