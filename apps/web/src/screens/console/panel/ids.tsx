'use client';

import { CopyableId, CopyButton } from '@peregrine/ui/table';
import { useTranslations } from 'next-intl';

/** An id that one can copy; `short` shows its beginning, where a table has no room. */
export function Id({ id, short = false }: { readonly id: string; readonly short?: boolean }) {
  const t = useTranslations('console.table');
  return (
    <CopyableId id={id} short={short} label={t('copy', { text: id })} copiedLabel={t('copied')} />
  );
}

/** The button alone, where the id stands beside it already. */
export function CopyId({ id }: { readonly id: string }) {
  const t = useTranslations('console.table');
  return <CopyButton text={id} label={t('copy', { text: id })} copiedLabel={t('copied')} />;
}
