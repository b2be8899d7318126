import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { currentReader } from '../../../auth/current-reader.ts';
import { ownPath } from '../../../auth/own-path.ts';
import { SignInScreen } from '../../../screens/sign-in/sign-in-screen.tsx';

type Props = { readonly searchParams: Promise<{ readonly to?: string; readonly error?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

export default async function SignInPage({ searchParams }: Props) {
  const { to, error } = await searchParams;
  const returnPath = ownPath(to);
  if (await currentReader()) redirect(returnPath);
  return <SignInScreen returnPath={returnPath} linkUsed={error === 'Verification'} />;
}
