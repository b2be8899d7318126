import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { currentReader } from '../../auth/current-reader.ts';
import { ConsoleRail } from '../../screens/console/console-rail.tsx';
import { Logo } from '../../screens/shell/logo.tsx';

/** The staff's side: a rail at the left, a table beside it. Others find nothing here. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('console');
  const reader = await currentReader();
  if (!reader) redirect('/sign-in?to=/console');
  if (reader.role !== 'staff') notFound();
  return (
    <div className="flex min-h-dvh flex-col md:h-dvh md:flex-row">
      <header className="flex shrink-0 flex-col gap-4 border-line bg-surface p-3 max-md:border-b md:w-52 md:border-r">
        <Link href="/console" className="flex h-11 items-center gap-2.5 px-2 font-bold">
          <Logo />
          {t('title')}
        </Link>
        <ConsoleRail />
        <p className="hidden truncate px-2 text-xs text-muted md:mt-auto md:block">
          {reader.email}
        </p>
      </header>
      <main id="content" className="flex min-w-0 grow flex-col md:overflow-y-auto">
        {children}
      </main>
    </div>
  );
}
