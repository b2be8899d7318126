'use client';

import { classNames } from '@peregrine/ui';
import { CircleUserRound, type LucideIcon, MapPinned, Zap } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';

type Place = {
  readonly href: string;
  readonly icon: LucideIcon;
  readonly text: 'find' | 'charges' | 'account' | 'signIn';
  readonly holds: (path: string) => boolean;
};

function placesFor(signedIn: boolean): readonly Place[] {
  return [
    {
      href: '/',
      icon: MapPinned,
      text: 'find',
      holds: (path) => path === '/' || path.startsWith('/stations') || path.startsWith('/start/'),
    },
    { href: '/charges', icon: Zap, text: 'charges', holds: (path) => path.startsWith('/charges') },
    {
      href: signedIn ? '/account' : '/sign-in',
      icon: CircleUserRound,
      text: signedIn ? 'account' : 'signIn',
      holds: (path) => path.startsWith('/account') || path.startsWith('/sign-in'),
    },
  ];
}

/** The three places of the app: a bar at the thumb on a phone, at the top on a desktop. */
export function Navigation({
  signedIn,
  at,
}: {
  readonly signedIn: boolean;
  readonly at: 'top' | 'bottom';
}) {
  const t = useTranslations('app');
  const path = usePathname();
  return (
    <nav aria-label={t('nav')} className={at === 'top' ? 'ml-auto' : undefined}>
      <ul className={classNames('flex', at === 'bottom' && 'justify-around')}>
        {placesFor(signedIn).map(({ href, icon: Icon, text, holds }) => {
          const here = holds(path);
          return (
            <li key={href} className={at === 'bottom' ? 'grow' : undefined}>
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  'flex items-center justify-center font-medium',
                  at === 'bottom'
                    ? 'h-14 flex-col gap-0.5 text-xs'
                    : 'h-11 gap-2 rounded-control px-4 text-sm hover:bg-raised',
                  here ? 'text-brand' : 'text-muted',
                )}
              >
                <Icon aria-hidden="true" size={at === 'bottom' ? 22 : 18} />
                {t(text)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
