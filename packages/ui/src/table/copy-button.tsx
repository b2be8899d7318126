'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classNames } from '../class-names.ts';

/** Copies a text; says so to the eye and to screen readers. */
export function CopyButton({
  text,
  label,
  copiedLabel,
  className,
}: {
  readonly text: string;
  readonly label: string;
  readonly copiedLabel: string;
  readonly className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // A browser that refuses: the text stands beside the button and can be selected.
      setCopied(false);
    }
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label}
      title={label}
      className={classNames(
        'inline-grid size-7 shrink-0 place-items-center rounded-control text-muted hover:bg-raised hover:text-ink',
        className,
      )}
    >
      {copied ? <Check aria-hidden="true" size={14} /> : <Copy aria-hidden="true" size={14} />}
      <span role="status" className="sr-only">
        {copied ? copiedLabel : ''}
      </span>
    </button>
  );
}

/** The beginning and the end of a long id, where there is no room for all of it. */
export function shortId(id: string): string {
  return id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-5)}` : id;
}

/** An id in figures of one width, with the button that copies it; `short` shows its beginning. */
export function CopyableId({
  id,
  short = false,
  label,
  copiedLabel,
}: {
  readonly id: string;
  readonly short?: boolean;
  readonly label: string;
  readonly copiedLabel: string;
}) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5 align-middle">
      <span title={id} className={classNames('font-mono text-xs', short ? '' : 'break-all')}>
        {short ? shortId(id) : id}
      </span>
      <CopyButton text={id} label={label} copiedLabel={copiedLabel} />
    </span>
  );
}
