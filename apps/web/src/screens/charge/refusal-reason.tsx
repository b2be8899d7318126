'use client';

import { useTranslations } from 'next-intl';
import type en from '../../messages/en.json';

type KnownCode = keyof (typeof en)['charge']['refusal'];

/** Who said no and why, in our words; beneath them the operator's own, if there were any. */
export function RefusalReason({
  refusal,
}: {
  readonly refusal: { readonly code: string; readonly text?: string };
}) {
  const t = useTranslations('charge');
  const key = `refusal.${refusal.code as KnownCode}` as const;
  return (
    <>
      <span className="block">{t.has(key) ? t(key) : t('refusal.other')}</span>
      {refusal.text !== undefined && (
        <span className="mt-1 block">{t('said', { text: refusal.text })}</span>
      )}
    </>
  );
}
