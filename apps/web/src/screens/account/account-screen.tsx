'use client';

import type { AccountView } from '@peregrine/services';
import { Badge, Button, Card } from '@peregrine/ui';
import { LogOut, Nfc } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { forgetCharges } from '../charge/kept-charge.ts';
import { AddCardButton, SavedCardLine, useCards } from '../start/card-choice.tsx';
import { LanguageChoice, ThemeChoice } from './choices.tsx';

/** Who is signed in, what pays, how the app speaks and looks. */
export function AccountScreen({
  account,
  theme,
  cardSaved,
}: {
  readonly account: AccountView;
  readonly theme: 'system' | 'light' | 'dark';
  readonly cardSaved: boolean;
}) {
  const t = useTranslations();
  const cards = useCards(cardSaved);
  const shown = cards.data ?? account.cards;
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col gap-4 px-4 py-6">
      <h1 className="text-xl font-bold">{t('account.title')}</h1>
      <Card>
        <p className="text-sm text-muted">{t('account.signedInAs')}</p>
        <p className="font-semibold break-all">{account.email}</p>
        {account.contractId !== undefined && (
          <p className="font-mono text-xs text-muted">{account.contractId}</p>
        )}
      </Card>
      <Card className="flex flex-col gap-4">
        <h2 className="font-semibold">{t('account.cards')}</h2>
        {shown.map((card) => (
          <SavedCardLine key={card.paymentMethodId} card={card} />
        ))}
        {shown.length === 0 && (
          <p role={cards.saving ? 'status' : undefined} className="text-sm text-muted">
            {cards.saving ? t('start.savingCard') : t('account.noCards')}
          </p>
        )}
        <AddCardButton look="secondary" returnPath="/account" />
      </Card>
      <ChargingCards cards={account.chargingCards} />
      <Card className="flex flex-col gap-4">
        <LanguageChoice />
        <ThemeChoice theme={theme} />
      </Card>
      <SignOut />
    </div>
  );
}

function ChargingCards({ cards }: { readonly cards: AccountView['chargingCards'] }) {
  const t = useTranslations('account');
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="font-semibold">{t('rfid')}</h2>
      {cards.length === 0 && <p className="text-sm text-muted">{t('noRfid')}</p>}
      {cards.length > 0 && (
        <ul className="flex flex-col gap-4">
          {cards.map((card) => (
            <li key={card.number} className="flex items-center gap-4">
              <Nfc aria-hidden="true" size={28} className="shrink-0 text-muted" />
              <span className="tabular font-semibold">
                {t('cardNumber', { number: card.number })}
              </span>
              {!card.valid && <Badge tone="bad">{t('cardBlocked')}</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function SignOut() {
  const t = useTranslations('account');
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    await forgetCharges();
    await signOut({ callbackUrl: '/' });
  };
  return (
    <div className="flex flex-col gap-2">
      <Button busy={leaving} onClick={leave}>
        <LogOut aria-hidden="true" size={18} />
        {t('signOut')}
      </Button>
      <p className="text-center text-sm text-muted">{t('signOutNote')}</p>
    </div>
  );
}
