import { cookies, headers } from 'next/headers';
import { isLocale, LOCALE_COOKIE, type Locale, negotiateLocale } from './locale.ts';

/** The language chosen on this device, else that of the account, else as the browser asks. */
export async function requestLocale(ofAccount?: string): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(chosen)) return chosen;
  if (isLocale(ofAccount)) return ofAccount;
  return negotiateLocale((await headers()).get('accept-language'));
}
