'use client';

import { Spinner } from '@peregrine/ui';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { RowPages } from './row-pages.ts';
import { SmallButton } from './small-button.tsx';

/** The next page, read when its end of the table comes into sight, or by the button. */
export function MoreRows<Row>({ pages }: { readonly pages: RowPages<Row> }) {
  const t = useTranslations('console.table');
  const end = useRef<HTMLDivElement>(null);
  const { hasMore, loadingMore, failed, more } = pages;
  const reads = useRef(more);
  useEffect(() => {
    reads.current = more;
  });
  useEffect(() => {
    const element = end.current;
    if (!element || !hasMore || loadingMore || failed) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) reads.current();
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, loadingMore, failed]);
  if (!hasMore) return null;
  return (
    <div ref={end} className="sticky left-0 grid place-items-center py-4">
      <SmallButton onClick={more} disabled={loadingMore}>
        {loadingMore && <Spinner />}
        {t('more')}
      </SmallButton>
    </div>
  );
}
