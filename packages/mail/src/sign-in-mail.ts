import { languageOf } from './format.ts';
import { escapeHtml, layOut } from './layout.ts';
import type { SignInMail, WordedMail } from './mail.ts';

const WORDS = {
  en: {
    subject: 'Sign in to Peregrine',
    lead: 'Open this link on the device where you want to sign in.',
    valid: (minutes: number) => `It works once and for ${minutes} minutes.`,
    action: 'Sign in',
    other: 'You did not ask for this? Then nothing happens: just delete this mail.',
  },
  de: {
    subject: 'Anmelden bei Peregrine',
    lead: 'Öffnen Sie diesen Link auf dem Gerät, auf dem Sie sich anmelden möchten.',
    valid: (minutes: number) => `Er gilt einmal und ${minutes} Minuten lang.`,
    action: 'Anmelden',
    other: 'Sie haben das nicht angefordert? Dann passiert nichts: Löschen Sie diese Mail einfach.',
  },
} as const;

/** The one-time link in words. */
export function wordSignIn(mail: SignInMail): WordedMail {
  const language = languageOf(mail.locale);
  const words = WORDS[language];
  const valid = words.valid(mail.validMinutes);
  return {
    subject: words.subject,
    text: [words.lead, '', mail.url, '', valid, words.other, ''].join('\n'),
    html: layOut({
      language,
      title: words.subject,
      content: [
        `<h1>${words.subject}</h1>`,
        `<p>${words.lead}</p>`,
        `<p><a class="action" href="${escapeHtml(mail.url)}">${words.action}</a></p>`,
        `<p class="muted">${valid} ${words.other}</p>`,
      ].join('\n'),
    }),
  };
}
