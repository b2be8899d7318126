import type consoleMessages from '../messages/console/en.json';
import type messages from '../messages/en.json';
import type { Locale } from './locale.ts';

declare module 'next-intl' {
  interface AppConfig {
    Messages: typeof messages & { console: typeof consoleMessages };
    Locale: Locale;
  }
}
