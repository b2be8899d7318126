'use client';

import { CopyButton } from '@peregrine/ui/table';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { indentJson } from './indent-json.ts';

/** A message as it was received, one click away: indented to read, as sent to prove. */
export function RawMessage({ title, raw }: { readonly title: string; readonly raw: string }) {
  const t = useTranslations('console');
  const [asSent, setAsSent] = useState(false);
  const indented = useMemo(() => indentJson(raw), [raw]);
  return (
    <details className="group rounded-sheet border border-line">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-sheet px-3 text-sm font-semibold hover:bg-raised [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          size={16}
          className="transition-transform duration-150 group-open:rotate-90"
        />
        {title}
      </summary>
      <div className="flex items-center justify-end gap-1 border-t border-line px-2 py-1">
        <button
          type="button"
          aria-pressed={asSent}
          onClick={() => setAsSent(!asSent)}
          className="h-8 rounded-control px-2 text-xs font-medium text-muted hover:bg-raised aria-pressed:bg-raised aria-pressed:text-ink"
        >
          {t('cdr.asSent')}
        </button>
        <CopyButton
          text={raw}
          label={t('table.copy', { text: t('cdr.copyRaw') })}
          copiedLabel={t('table.copied')}
        />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="max-h-96 overflow-auto border-t border-line p-3 font-mono text-xs leading-5 break-all whitespace-pre-wrap -outline-offset-2"
      >
        {asSent ? raw : indented}
      </pre>
    </details>
  );
}
