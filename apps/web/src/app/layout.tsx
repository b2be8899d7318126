import '@fontsource-variable/inter';
import './globals.css';
import { NowProvider } from '@peregrine/ui';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { KeepOffline } from '../screens/shell/keep-offline.tsx';
import { isTheme, THEME_COOKIE } from '../screens/shell/theme.ts';
import { ApiProvider } from '../trpc/client.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('tagline'),
    applicationName: t('name'),
    icons: { icon: '/icon.svg', apple: '/icon-192.png' },
    appleWebApp: { capable: true, title: t('name'), statusBarStyle: 'default' },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14201d' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  // The console brings its own texts; drivers need not download them.
  const { console: _staff, ...messages } = await getMessages();
  return (
    <html lang={await getLocale()} data-theme={isTheme(theme) ? theme : undefined}>
      <body className="min-h-dvh antialiased">
        <NextIntlClientProvider messages={messages}>
          <NowProvider initialNow={Date.now()}>
            <ApiProvider>{children}</ApiProvider>
          </NowProvider>
        </NextIntlClientProvider>
        <KeepOffline />
      </body>
    </html>
  );
}
