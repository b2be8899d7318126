import { buttonClass, EmptyState } from '@peregrine/ui';
import { MapPinOff } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';

export default async function NotFound() {
  const t = await getTranslations('errors');
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={MapPinOff}
        title={t('notFoundTitle')}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {t('home')}
          </Link>
        }
      >
        {t('notFound')}
      </EmptyState>
    </main>
  );
}
