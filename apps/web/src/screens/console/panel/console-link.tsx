import { ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A way to another table's panel. */
export function ConsoleLink({
  to,
  id,
  children,
}: {
  readonly to: 'partners' | 'cdrs' | 'charges' | 'invoices';
  readonly id: string;
  readonly children: ReactNode;
}) {
  return (
    <Link
      href={`/console/${to}?open=${id}`}
      className="inline-flex min-h-7 items-center gap-1 font-medium text-brand underline decoration-1 underline-offset-2"
    >
      {children}
      <ArrowUpRight aria-hidden="true" size={14} className="shrink-0" />
    </Link>
  );
}
