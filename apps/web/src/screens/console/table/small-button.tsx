import { classNames } from '@peregrine/ui';
import type { ComponentProps } from 'react';

/** A button of the console's density. */
export function SmallButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(
        'inline-flex h-10 items-center gap-2 rounded-control border border-control-line bg-surface px-3.5 text-sm font-semibold hover:bg-raised disabled:opacity-60',
        className,
      )}
    />
  );
}
