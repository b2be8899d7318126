'use client';

import { classNames } from '@peregrine/ui';
import { FileText, type LucideIcon, MapPinned, Network, ReceiptText, Zap } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';

const TABLES: readonly {
  readonly name: 'partners' | 'cdrs' | 'charges' | 'invoices';
  readonly icon: LucideIcon;
}[] = [
  { name: 'partners', icon: Network },
  { name: 'cdrs', icon: FileText },
  { name: 'charges', icon: Zap },
  { name: 'invoices', icon: ReceiptText },
];

/** The console's tables, and the way back to the driver app. */
export function ConsoleRail() {
  const t = useTranslations('console');
  const path = usePathname();
  return (
    <nav aria-label={t('title')} className="flex grow flex-col">
      <ul className="flex gap-1 md:flex-col">
        {TABLES.map(({ name, icon: Icon }) => {
          const href = `/console/${name}`;
          const here = path.startsWith(href);
          return (
            <li key={name}>
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  'flex h-11 items-center gap-2.5 rounded-control px-2 text-sm font-medium',
                  here ? 'bg-brand-soft text-ink' : 'text-muted hover:bg-raised',
                )}
              >
                <Icon aria-hidden="true" size={18} />
                {t(name)}
              </Link>
            </li>
          );
        })}
        <li className="max-md:hidden md:mt-4">
          <Link
            href="/"
            className="flex h-11 items-center gap-2.5 rounded-control px-2 text-sm font-medium text-muted hover:bg-raised"
          >
            <MapPinned aria-hidden="true" size={18} />
            {t('driverApp')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}
