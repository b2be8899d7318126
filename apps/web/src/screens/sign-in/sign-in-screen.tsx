'use client';

import { Button, Card, Field, Notice } from '@peregrine/ui';
import { LinkIcon, MailCheck } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';

type Sending =
  | { readonly kind: 'asking'; readonly error?: 'emailInvalid' | 'failed' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent'; readonly email: string };

/** An e-mail address for a link; no password. */
export function SignInScreen({
  returnPath,
  linkUsed,
}: {
  readonly returnPath: string;
  readonly linkUsed: boolean;
}) {
  const t = useTranslations('signIn');
  const [email, setEmail] = useState('');
  const [state, setState] = useState<Sending>({ kind: 'asking' });

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) {
      setState({ kind: 'asking', error: 'emailInvalid' });
      return;
    }
    setState({ kind: 'sending' });
    const answer = await signIn('email', {
      email: address,
      callbackUrl: returnPath,
      redirect: false,
    }).catch(() => undefined);
    const sent = answer !== undefined && !answer.error;
    setState(sent ? { kind: 'sent', email: address } : { kind: 'asking', error: 'failed' });
  };

  if (state.kind === 'sent') {
    return <SentNotice email={state.email} onOther={() => setState({ kind: 'asking' })} />;
  }
  const error = state.kind === 'asking' ? state.error : undefined;
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-4 px-4 py-10">
      <h1 className="text-xl font-bold">{t('title')}</h1>
      {linkUsed && (
        <Notice tone="check" icon={LinkIcon} title={t('linkUsedTitle')}>
          <p>{t('linkUsed')}</p>
        </Notice>
      )}
      <Card>
        <form noValidate onSubmit={send} className="flex flex-col gap-4">
          <Field
            label={t('email')}
            hint={t('intro')}
            error={error && t(error)}
            type="email"
            name="email"
            autoComplete="email"
            inputMode="email"
            placeholder={t('emailPlaceholder')}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            required
          />
          <Button type="submit" look="primary" busy={state.kind === 'sending'}>
            {t('send')}
          </Button>
        </form>
      </Card>
    </div>
  );
}

export function SentNotice({
  email,
  onOther,
}: {
  readonly email: string;
  readonly onOther: () => void;
}) {
  const t = useTranslations('signIn');
  return (
    <div
      role="status"
      className="mx-auto flex w-full max-w-md flex-col items-center gap-3 px-4 py-16 text-center"
    >
      <span className="grid size-16 place-items-center rounded-full bg-brand-soft text-brand">
        <MailCheck aria-hidden="true" size={30} />
      </span>
      <h1 className="text-xl font-bold">{t('sentTitle')}</h1>
      <p className="text-muted">{t('sent', { email })}</p>
      <Button onClick={onOther} className="mt-2">
        {t('other')}
      </Button>
    </div>
  );
}
