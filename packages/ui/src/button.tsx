import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

const base =
  'inline-flex min-h-11 select-none items-center justify-center gap-2 rounded-control px-4 ' +
  'text-base font-semibold transition-colors duration-150 disabled:cursor-not-allowed ' +
  'disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60';

const looks: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-hover',
  secondary: 'border border-control-line bg-surface text-ink hover:bg-raised',
  quiet: 'text-ink hover:bg-raised',
  danger: 'border border-out-of-order bg-surface text-out-of-order hover:bg-danger-soft',
};

/** The classes of a button, for links that look like one. One `primary` a screen. */
export function buttonClass(look: ButtonLook = 'secondary', extra?: string): string {
  return classNames(base, looks[look], extra);
}

export type ButtonProps = ComponentProps<'button'> & {
  readonly look?: ButtonLook;
  /** Shows a spinner and refuses a second press; the label stays. */
  readonly busy?: boolean;
};

export function Button({ look, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={buttonClass(look, className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

/** Says "working" beside a label; it has no words of its own. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 shrink-0 animate-spin rounded-full border-2 border-current border-t-transparent"
    />
  );
}
