'use client';

import { useTranslations } from 'next-intl';

export type WordGroup =
  | 'attemptState'
  | 'attention'
  | 'attentionText'
  | 'cdrState'
  | 'dimensionName'
  | 'energyState'
  | 'event'
  | 'origin'
  | 'partnerStatus'
  | 'paymentKind'
  | 'paymentState'
  | 'settlementState'
  | 'severity'
  | 'startState';

/** The words for closed codes of the verbs; a code that is new to the console is shown as it is. */
export function useWords(): (group: WordGroup, code: string) => string {
  const t = useTranslations('console');
  return (group, code) => {
    const key = `${group}.${code}` as 'origin.app';
    return t.has(key) ? t(key) : code;
  };
}
