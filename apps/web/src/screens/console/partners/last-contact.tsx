'use client';

import type { Instant } from '@peregrine/domain';
import type { PartnerRow } from '@peregrine/services';
import { useNow } from '@peregrine/ui';
import { AgeTime } from '@peregrine/ui/table';
import { useLocale, useTranslations } from 'next-intl';

/** An age; "never" where there was none; nothing for ourselves. */
export function LastContact({
  partner,
  at,
}: {
  readonly partner: Pick<PartnerRow, 'kind'>;
  readonly at: Instant | undefined;
}) {
  const t = useTranslations('console.partner');
  const locale = useLocale();
  const now = useNow();
  if (at) return <AgeTime at={at} now={now} locale={locale} />;
  if (partner.kind === 'internal') return <span className="text-muted">{t('ownSite')}</span>;
  return <span className="font-semibold text-check">{t('never')}</span>;
}
