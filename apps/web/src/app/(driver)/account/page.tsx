import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { AccountScreen } from '../../../screens/account/account-screen.tsx';
import { isTheme, THEME_COOKIE } from '../../../screens/shell/theme.ts';
import { api, forPage } from '../../../trpc/server.ts';

type Props = { readonly searchParams: Promise<{ readonly card?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function AccountPage({ searchParams }: Props) {
  const account = await forPage('/account', async () => (await api()).account.me());
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <AccountScreen
      account={account}
      theme={isTheme(theme) ? theme : 'system'}
      cardSaved={(await searchParams).card === 'saved'}
    />
  );
}
