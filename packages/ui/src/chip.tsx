import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** A filter that is on or off (`aria-pressed`). */
export function Chip({
  pressed,
  className,
  ...rest
}: ComponentProps<'button'> & { readonly pressed: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-pressed={pressed}
      className={classNames(
        'inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-sm font-medium',
        'transition-colors duration-150',
        pressed
          ? 'border-brand bg-brand-soft text-ink'
          : 'border-control-line bg-surface text-ink hover:bg-raised',
        className,
      )}
    />
  );
}

export type BadgeTone = 'neutral' | 'good' | 'busy' | 'check' | 'bad';

const tones: Readonly<Record<BadgeTone, string>> = {
  neutral: 'bg-raised text-ink',
  good: 'bg-brand-soft text-available',
  busy: 'bg-raised text-in-use',
  check: 'bg-check-soft text-check',
  bad: 'bg-danger-soft text-out-of-order',
};

/** A short word about a thing, never a control. */
export function Badge({
  tone = 'neutral',
  className,
  ...rest
}: ComponentProps<'span'> & { readonly tone?: BadgeTone }) {
  return (
    <span
      {...rest}
      className={classNames(
        'inline-flex items-center gap-1 rounded-full px-2.5 py-1 text-xs font-semibold',
        tones[tone],
        className,
      )}
    />
  );
}
