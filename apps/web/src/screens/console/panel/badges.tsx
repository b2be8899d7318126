'use client';

import type { CdrState, ChargeWord, FindingSeverity } from '@peregrine/domain';
import { Badge, type BadgeTone, classNames } from '@peregrine/ui';
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWords } from '../table/use-words.ts';

const cdrTones: Readonly<Record<CdrState, BadgeTone>> = {
  received: 'neutral',
  accepted: 'good',
  tolerated: 'neutral',
  held: 'check',
  disputed: 'bad',
  superseded: 'neutral',
};

export function CdrStateBadge({ state }: { readonly state: string }) {
  const word = useWords();
  return <Badge tone={cdrTones[state as CdrState] ?? 'neutral'}>{word('cdrState', state)}</Badge>;
}

const chargeTones: Readonly<Record<ChargeWord, BadgeTone>> = {
  asking: 'busy',
  'plug-in': 'busy',
  'no-answer': 'check',
  uncertain: 'check',
  refused: 'bad',
  charging: 'busy',
  stopping: 'busy',
  'awaiting-record': 'busy',
  billed: 'neutral',
  paid: 'good',
  'payment-open': 'check',
  'nothing-charged': 'neutral',
};

/** The word that the driver sees, too. */
export function ChargeWordBadge({ word }: { readonly word: ChargeWord }) {
  const t = useTranslations('charge');
  return <Badge tone={chargeTones[word]}>{t(`word.${word}`)}</Badge>;
}

export function PaymentBadge({ state }: { readonly state: string }) {
  const word = useWords();
  const tone = state === 'paid' ? 'good' : 'check';
  return <Badge tone={tone}>{word('paymentState', state)}</Badge>;
}

export function PartnerStatusBadge({ status }: { readonly status: string }) {
  const word = useWords();
  const tone = status === 'connected' ? 'good' : status === 'suspended' ? 'bad' : 'busy';
  return <Badge tone={tone}>{word('partnerStatus', status)}</Badge>;
}

/** A word that asks for a person. */
export function AttentionBadge({ attention }: { readonly attention: string }) {
  const word = useWords();
  return (
    <Badge tone="check">
      <TriangleAlert aria-hidden="true" size={12} />
      {word('attention', attention)}
    </Badge>
  );
}

const severities: Readonly<Record<FindingSeverity, { icon: LucideIcon; colour: string }>> = {
  error: { icon: CircleAlert, colour: 'text-out-of-order' },
  warning: { icon: TriangleAlert, colour: 'text-check' },
  info: { icon: Info, colour: 'text-in-use' },
};

/** How much findings matter, by shape and colour; the word beside it or for screen readers. */
export function SeverityMark({
  severity,
  count,
}: {
  readonly severity: string;
  readonly count?: number;
}) {
  const word = useWords();
  const { icon: Icon, colour } = severities[severity as FindingSeverity] ?? severities.info;
  const name = word('severity', severity);
  return (
    <span
      className={classNames('inline-flex items-center gap-1.5 align-middle font-semibold', colour)}
    >
      <Icon aria-hidden="true" size={15} className="shrink-0" />
      {count === undefined ? name : <span className="tabular">{count}</span>}
      {count !== undefined && <span className="sr-only">, {name}</span>}
    </span>
  );
}
