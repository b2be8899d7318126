'use client';

import { ErrorState, Skeleton } from '@peregrine/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { refusalFrom } from '../../../trpc/refusal.ts';
import { SmallButton } from '../table/small-button.tsx';

type PanelQuery<Detail> = {
  readonly data: Detail | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => Promise<unknown>;
};

/** What a panel shows of its query: the thing, that it loads, or why it is not there. */
export function PanelBody<Detail>({
  query,
  children,
}: {
  readonly query: PanelQuery<Detail>;
  readonly children: (detail: Detail) => ReactNode;
}) {
  const t = useTranslations('console.table');
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <PanelSkeleton label={t('loading')} />;
  if (['not-found', 'invalid-input'].includes(refusalFrom(query.error).code)) {
    return <ErrorState title={t('panelGone')}>{t('panelGoneText')}</ErrorState>;
  }
  const again = <SmallButton onClick={() => query.refetch()}>{t('retry')}</SmallButton>;
  return (
    <ErrorState title={t('panelFailed')} action={again}>
      {t('failedText')}
    </ErrorState>
  );
}

function PanelSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="mt-4 h-24 w-full" />
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="mt-4 h-32 w-full" />
    </div>
  );
}
