import { classNames } from '@peregrine/ui';
import { MapPinned } from 'lucide-react';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { currentReader } from '../../auth/current-reader.ts';
import { ConsoleRail } from '../../screens/console/console-rail.tsx';
import { Logo } from '../../screens/shell/logo.tsx';

/**
 * The staff's side: a rail at the left (below on a phone), a table beside it. Others find nothing
 * here, and the verbs refuse them too.
 */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const reader = await currentReader();
  if (!reader) redirect('/sign-in?to=/console');
  if (reader.role !== 'staff') notFound();
  const t = await getTranslations();
  return (
    <NextIntlClientProvider>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-3"
      >
        {t('app.skip')}
      </a>
      <div className="flex h-dvh flex-col md:flex-row">
        <header className="flex shrink-0 items-center gap-2 border-line bg-surface px-3 max-md:h-12 max-md:border-b md:w-16 md:flex-col md:items-stretch md:border-r md:p-2.5 lg:w-52">
          <Link
            href="/console"
            className="flex h-11 grow items-center gap-2.5 rounded-control px-1 font-bold md:grow-0 md:max-lg:justify-center"
          >
            <Logo />
            <span className="md:max-lg:sr-only">{t('console.title')}</span>
          </Link>
          <div
            className={classNames(
              'max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-t max-md:border-line',
              'max-md:bg-surface max-md:pb-[env(safe-area-inset-bottom)] md:mt-2',
            )}
          >
            <ConsoleRail />
          </div>
          <div className="flex items-center gap-1 md:mt-auto md:flex-col md:items-stretch">
            <Link
              href="/"
              title={t('console.driverApp')}
              className="flex h-11 items-center justify-center gap-2.5 rounded-control px-2.5 text-sm font-medium text-muted hover:bg-raised hover:text-ink lg:justify-start"
            >
              <MapPinned aria-hidden="true" size={19} className="shrink-0" />
              <span className="md:max-lg:sr-only">{t('console.driverApp')}</span>
            </Link>
            <p
              title={reader.email}
              className="hidden truncate border-t border-line px-2.5 pt-2.5 text-xs text-muted lg:block"
            >
              {reader.email}
            </p>
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto outline-none max-md:pb-[calc(3.5rem+env(safe-area-inset-bottom))]"
        >
          {children}
        </main>
      </div>
    </NextIntlClientProvider>
  );
}
