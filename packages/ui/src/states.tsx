import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type StateProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do next. */
  readonly action?: ReactNode;
};

/** Nothing here yet: says what would appear and how. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: StateProps & { readonly icon: LucideIcon }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <span className="mb-2 grid size-14 place-items-center rounded-full bg-raised text-muted">
        <Icon aria-hidden="true" size={26} />
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      {children !== undefined && <p className="max-w-80 text-sm text-muted">{children}</p>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}

/** Something failed: what, and what to do. */
export function ErrorState({ title, children, action }: StateProps) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <span className="mb-2 grid size-14 place-items-center rounded-full bg-danger-soft text-out-of-order">
        <CircleAlert aria-hidden="true" size={26} />
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      {children !== undefined && <p className="max-w-80 text-sm text-muted">{children}</p>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}

export type NoticeTone = 'neutral' | 'check' | 'bad' | 'good';

const tones: Readonly<Record<NoticeTone, string>> = {
  neutral: 'bg-raised',
  check: 'bg-check-soft',
  bad: 'bg-danger-soft',
  good: 'bg-brand-soft',
};
const iconTones: Readonly<Record<NoticeTone, string>> = {
  neutral: 'text-muted',
  check: 'text-check',
  bad: 'text-out-of-order',
  good: 'text-available',
};

/** A sentence or two that matter now; `live` announces it when it appears. */
export function Notice({
  tone = 'neutral',
  icon: Icon = CircleAlert,
  title,
  live = false,
  children,
}: {
  readonly tone?: NoticeTone;
  readonly icon?: LucideIcon;
  readonly title?: string;
  readonly live?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div
      role={live ? 'status' : undefined}
      className={classNames('flex gap-3 rounded-sheet p-4 text-sm', tones[tone])}
    >
      <Icon aria-hidden="true" size={20} className={classNames('shrink-0', iconTones[tone])} />
      <div className="flex min-w-0 flex-col gap-1">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** A block that stands where something will be; hidden from screen readers. */
export function Skeleton({ className }: { readonly className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block animate-pulse rounded-control bg-raised', className)}
    />
  );
}
