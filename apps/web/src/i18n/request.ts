import { getRequestConfig } from 'next-intl/server';
import { currentReader } from '../auth/current-reader.ts';
import { requestLocale } from './request-locale.ts';

export default getRequestConfig(async () => {
  const locale = await requestLocale((await currentReader())?.locale);
  const [{ default: messages }, { default: console }] = await Promise.all([
    import(`../messages/${locale}.json`),
    import(`../messages/console/${locale}.json`),
  ]);
  // Times of a charge are shown in the zone of its site; this one is for nothing else.
  return { locale, messages: { ...messages, console }, timeZone: 'UTC' };
});
