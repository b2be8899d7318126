import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';

export type FieldProps = ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong and what to do; announced, and tied to the input. */
  readonly error?: string | undefined;
};

/** An input with its label, a hint and the reason when it was refused. */
export function Field({ label, hint, error, className, ...rest }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={note === undefined ? undefined : noteId}
        className={classNames(
          'min-h-11 rounded-control border bg-surface px-3 text-base text-ink',
          'placeholder:text-muted',
          error === undefined ? 'border-control-line' : 'border-out-of-order',
          className,
        )}
      />
      {note !== undefined && (
        <p
          id={noteId}
          role={error === undefined ? undefined : 'alert'}
          className={classNames(
            'text-sm',
            error === undefined ? 'text-muted' : 'text-out-of-order',
          )}
        >
          {note}
        </p>
      )}
    </div>
  );
}
