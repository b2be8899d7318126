import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { currentReader } from '../../auth/current-reader.ts';
import { Logo } from '../../screens/shell/logo.tsx';
import { Navigation } from '../../screens/shell/navigation.tsx';

export default async function DriverLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('app');
  const reader = await currentReader();
  const signedIn = reader !== undefined;
  return (
    <div className="group/page flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-3"
      >
        {t('skip')}
      </a>
      <header
        data-screen-only
        className="sticky top-0 z-20 hidden h-14 items-center border-b border-line bg-surface px-4 md:flex"
      >
        <Link href="/" className="flex items-center gap-2.5 rounded-control text-base font-bold">
          <Logo />
          {t('name')}
        </Link>
        <Navigation signedIn={signedIn} at="top" />
        {reader?.role === 'staff' && (
          <Link
            href="/console"
            className="flex h-11 items-center rounded-control px-4 text-sm font-medium text-muted hover:bg-raised"
          >
            {t('console')}
          </Link>
        )}
      </header>
      <main id="content" tabIndex={-1} className="flex grow flex-col outline-none">
        {children}
      </main>
      {/* At the end of a document rather than over it: people keep a picture of the whole page. */}
      <div
        data-screen-only
        className="sticky bottom-0 z-20 group-has-data-document/page:static bg-surface pb-[env(safe-area-inset-bottom)] shadow-[0_-1px_var(--line)] md:hidden"
      >
        <Navigation signedIn={signedIn} at="bottom" />
      </div>
    </div>
  );
}
