import type { Texts } from './texts.ts';
import { GERMAN } from './texts-de.ts';
import { ENGLISH } from './texts-en.ts';
import type { ExplainLanguage } from './types.ts';

const TEXTS: Readonly<Record<ExplainLanguage, Texts>> = { en: ENGLISH, de: GERMAN };

/** Every sentence of an explanation in a language. */
export function textsIn(language: ExplainLanguage): Texts {
  return TEXTS[language];
}
