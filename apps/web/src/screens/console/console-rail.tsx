'use client';

import { classNames } from '@peregrine/ui';
import { CreditCard, FileText, type LucideIcon, Network, ReceiptText, Zap } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';

const PLACES: readonly {
  readonly name: 'partners' | 'cdrs' | 'charges' | 'invoices' | 'cards';
  readonly icon: LucideIcon;
}[] = [
  { name: 'partners', icon: Network },
  { name: 'cdrs', icon: FileText },
  { name: 'charges', icon: Zap },
  { name: 'invoices', icon: ReceiptText },
  { name: 'cards', icon: CreditCard },
];

/** The console's places: a bar below on a phone, symbols on a tablet, a rail with words beyond. */
export function ConsoleRail() {
  const t = useTranslations('console');
  const path = usePathname();
  return (
    <nav aria-label={t('title')}>
      <ul className="flex md:flex-col md:gap-1">
        {PLACES.map(({ name, icon: Icon }) => {
          const href = `/console/${name}`;
          const here = path.startsWith(href);
          return (
            <li key={name} className="grow">
              <Link
                href={href}
                title={t(name)}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  'flex items-center rounded-control font-medium -outline-offset-2',
                  'h-14 flex-col justify-center gap-0.5 text-xs',
                  'md:h-11 md:text-xs lg:flex-row lg:justify-start lg:gap-2.5 lg:px-2.5 lg:text-sm',
                  here
                    ? 'text-brand md:bg-brand-soft md:text-ink'
                    : 'text-muted hover:bg-raised hover:text-ink',
                )}
              >
                <Icon
                  aria-hidden="true"
                  size={19}
                  className={classNames('shrink-0', here && 'text-brand')}
                />
                <span className="md:max-lg:sr-only">{t(name)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
