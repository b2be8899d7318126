import { buttonClass } from '@peregrine/ui';
import { ShieldOff } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';

/** What a driver finds at the console's door. */
export async function NotStaff({ email }: { readonly email: string }) {
  const t = await getTranslations('console.refused');
  return (
    <main className="grid min-h-dvh place-items-center px-6">
      <div className="flex max-w-sm flex-col items-center gap-3 text-center">
        <span className="grid size-14 place-items-center rounded-full bg-raised text-muted">
          <ShieldOff aria-hidden="true" size={26} />
        </span>
        <h1 className="text-lg font-bold">{t('title')}</h1>
        <p className="text-sm break-words text-muted">{t('text', { email })}</p>
        <Link href="/" className={buttonClass('primary', 'mt-2')}>
          {t('home')}
        </Link>
      </div>
    </main>
  );
}
