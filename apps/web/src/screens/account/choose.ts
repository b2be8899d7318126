'use server';

import { updateUser } from '@peregrine/services';
import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { currentReader } from '../../auth/current-reader.ts';
import { isLocale, LOCALE_COOKIE } from '../../i18n/locale.ts';
import { serviceContext } from '../../runtime.ts';
import { isTheme, THEME_COOKIE } from '../shell/theme.ts';

const YEAR_SECONDS = 365 * 86_400;
const kept = { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' } as const;

/** Keeps the language on this device, and for the mails to whoever is signed in. */
export async function chooseLanguage(language: string): Promise<void> {
  if (!isLocale(language)) return;
  const reader = await currentReader();
  if (reader) {
    const ctx = serviceContext({ kind: reader.role, userId: reader.id });
    await updateUser(ctx, { id: reader.id, locale: language });
  }
  (await cookies()).set(LOCALE_COOKIE, language, kept);
  revalidatePath('/', 'layout');
}

/** Keeps light or dark on this device; anything else is as the device has it. */
export async function chooseTheme(theme: string): Promise<void> {
  const jar = await cookies();
  if (isTheme(theme)) jar.set(THEME_COOKIE, theme, kept);
  else jar.delete(THEME_COOKIE);
  revalidatePath('/', 'layout');
}
