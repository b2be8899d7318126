'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';

const PAUSE_MS = 250;

/** Searches while one writes, after a short pause; Escape empties it, then leaves it. */
export function SearchField({
  input,
  value,
  onChange,
  placeholder,
}: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder: string;
}) {
  const t = useTranslations('console.table');
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    // The URL changed by other means than this field: back, a link, "show all rows".
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <search className="relative w-full md:w-72">
      <Search
        aria-hidden="true"
        size={16}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={t('search')}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        maxLength={120}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text) setText('');
          else input.current?.blur();
        }}
        className="h-11 w-full rounded-control border border-control-line bg-surface pr-10 pl-9 text-base text-ellipsis placeholder-shown:pr-3 placeholder:text-muted md:h-9 md:text-sm"
      />
      {text && (
        <button
          type="button"
          onClick={() => {
            setText('');
            input.current?.focus();
          }}
          aria-label={t('clear')}
          className="absolute top-1/2 right-1 grid size-8 -translate-y-1/2 place-items-center rounded-control text-muted hover:bg-raised"
        >
          <X aria-hidden="true" size={16} />
        </button>
      )}
    </search>
  );
}
