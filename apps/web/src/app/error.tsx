'use client';

import { Button, ErrorState } from '@peregrine/ui';
import { useTranslations } from 'next-intl';

export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  const t = useTranslations();
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <ErrorState
        title={t('errors.title')}
        action={
          <Button look="primary" onClick={reset}>
            {t('app.retry')}
          </Button>
        }
      >
        {t('errors.text')}
      </ErrorState>
    </main>
  );
}
