'use client';

import { Search, SlidersHorizontal, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useExplore } from '../explore/explore-state.tsx';
import { countFilters } from '../explore/find-filters.ts';
import { FilterSheet } from './filter-sheet.tsx';

const TYPING_MS = 300;

/** Search by place or name, and the way to the filters. */
export function SearchBar() {
  const t = useTranslations('find');
  const { filters, change, setSnap } = useExplore();
  const [text, setText] = useState(filters.text);
  const [filtering, setFiltering] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const latestChange = useRef(change);
  latestChange.current = change;
  const set = countFilters(filters);

  useEffect(() => {
    // A link or the history changed the search; what is being typed is left alone.
    if (document.activeElement !== input.current) setText(filters.text);
  }, [filters.text]);
  useEffect(() => {
    const timer = setTimeout(() => latestChange.current({ text: text.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <search className="flex gap-2">
      <form
        className="relative grow"
        onSubmit={(event) => {
          event.preventDefault();
          change({ text: text.trim() });
          setSnap('half');
          input.current?.blur();
        }}
      >
        <Search
          aria-hidden="true"
          size={20}
          className="pointer-events-none absolute top-3.5 left-3.5 text-muted"
        />
        <input
          ref={input}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={t('search')}
          placeholder={t('searchPlaceholder')}
          value={text}
          maxLength={80}
          onChange={(event) => setText(event.target.value)}
          className="h-12 w-full rounded-full border border-control-line bg-surface pr-11 pl-11 text-base placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
        />
        {text !== '' && (
          <button
            type="button"
            aria-label={t('clear')}
            onClick={() => {
              setText('');
              change({ text: '' });
              input.current?.focus();
            }}
            className="absolute top-0.5 right-0.5 grid size-11 place-items-center rounded-full text-muted hover:bg-raised"
          >
            <X aria-hidden="true" size={18} />
          </button>
        )}
      </form>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={
          set > 0 ? `${t('filters')}, ${t('filtersActive', { count: set })}` : t('filters')
        }
        onClick={() => setFiltering(true)}
        className="relative grid size-12 shrink-0 place-items-center rounded-full border border-control-line bg-surface hover:bg-raised"
      >
        <SlidersHorizontal aria-hidden="true" size={20} />
        {set > 0 && (
          <span
            aria-hidden="true"
            className="tabular absolute -top-1 -right-1 grid size-5 place-items-center rounded-full bg-brand text-xs font-bold text-on-brand"
          >
            {set}
          </span>
        )}
      </button>
      <FilterSheet open={filtering} onClose={() => setFiltering(false)} />
    </search>
  );
}
