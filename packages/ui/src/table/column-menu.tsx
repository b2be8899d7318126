'use client';

import { Columns3 } from 'lucide-react';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { ColumnVisibility } from './data-table.tsx';

/** Which columns are shown; the first one always is. */
export function ColumnMenu({
  label,
  columns,
  visibility,
  onChange,
}: {
  readonly label: string;
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly visibility: ColumnVisibility;
  readonly onChange: (visibility: ColumnVisibility) => void;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const menuId = useId();
  useCloseOutside(root, open, () => setOpen(false));
  return (
    <div ref={root} className="relative max-md:hidden">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => setOpen(!open)}
        className="inline-flex h-9 items-center gap-2 rounded-control border border-control-line bg-surface px-3 text-sm hover:bg-raised"
      >
        <Columns3 aria-hidden="true" size={16} />
        {label}
      </button>
      {open && (
        <fieldset
          id={menuId}
          className="absolute top-full right-0 z-30 mt-1 flex max-h-[min(36rem,70vh)] w-60 flex-col overflow-y-auto rounded-sheet border border-line bg-surface p-2"
        >
          <legend className="sr-only">{label}</legend>
          {columns.slice(1).map(({ id, header }) => (
            <label
              key={id}
              className="flex h-9 shrink-0 items-center gap-2.5 rounded-control px-2 text-sm hover:bg-raised"
            >
              <input
                type="checkbox"
                className="size-4 accent-brand"
                checked={visibility[id] !== false}
                onChange={(event) => onChange({ ...visibility, [id]: event.target.checked })}
              />
              {header}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** A press or the focus elsewhere closes, and so does Escape, which then closes nothing behind. */
function useCloseOutside(
  root: RefObject<HTMLElement | null>,
  open: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!open) return;
    const onLeave = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      close();
      root.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', onLeave);
    document.addEventListener('focusin', onLeave);
    document.addEventListener('keydown', onKey, { capture: true });
    return () => {
      document.removeEventListener('pointerdown', onLeave);
      document.removeEventListener('focusin', onLeave);
      document.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [open, root, close]);
}
