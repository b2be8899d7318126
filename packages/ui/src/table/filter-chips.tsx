'use client';

import { classNames } from '../class-names.ts';

export type FilterOption = { readonly value: string; readonly label: string };

/** One filter of several, or none; `''` is the one that lets all pass. */
export function FilterChips({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly FilterOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <fieldset className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 md:mx-0 md:flex-wrap md:px-0">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={classNames(
            'h-10 shrink-0 rounded-full border px-3.5 text-sm whitespace-nowrap transition-colors duration-150 md:h-8 md:px-3',
            option.value === value
              ? 'border-brand bg-brand-soft font-semibold'
              : 'border-control-line bg-surface hover:bg-raised',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
