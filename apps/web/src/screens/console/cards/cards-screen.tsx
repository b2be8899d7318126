'use client';

import { Button, Card, Field, Notice } from '@peregrine/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { refusalFrom, type ScreenRefusal } from '../../../trpc/refusal.ts';

type CardForm = {
  readonly email: string;
  readonly tokenUid: string;
  readonly visualNumber: string;
};
type CardField = keyof CardForm;

const EMPTY: CardForm = { email: '', tokenUid: '', visualNumber: '' };
const FIELDS: readonly CardField[] = ['email', 'tokenUid', 'visualNumber'];

/** Registers an RFID card of a driver; what is wrong is said beside its field. */
export function CardsScreen() {
  const t = useTranslations('console.card');
  const trpc = useTRPC();
  const [form, setForm] = useState(EMPTY);
  const [registered, setRegistered] = useState<readonly CardForm[]>([]);
  const register = useMutation(trpc.console.cards.register.mutationOptions());
  const errorOf = useFieldErrors(register.error ? refusalFrom(register.error) : undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { elements } = event.currentTarget;
    register.mutate(form, {
      onSuccess: ({ tokenUid }) => {
        setRegistered([{ ...form, tokenUid }, ...registered]);
        setForm({ ...EMPTY, email: form.email });
        focusField(elements, 'tokenUid');
      },
      onError: (error) => {
        const wrong = FIELDS.find((field) => field in refusalFrom(error).fields);
        if (wrong) focusField(elements, wrong);
      },
    });
  };
  return (
    <div className="flex w-full max-w-xl flex-col gap-4 px-4 py-4">
      <h1 className="text-lg font-bold">{t('title')}</h1>
      <p className="text-sm text-muted">{t('intro')}</p>
      <Card>
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          {FIELDS.map((field) => (
            <Field
              key={field}
              name={field}
              type={field === 'email' ? 'email' : 'text'}
              label={t(field)}
              hint={t(`${field}Hint`)}
              error={errorOf(field)}
              value={form[field]}
              onChange={(event) => setForm({ ...form, [field]: event.target.value })}
              autoComplete="off"
              autoCapitalize={field === 'tokenUid' ? 'characters' : 'none'}
              spellCheck={false}
              className={field === 'tokenUid' ? 'font-mono uppercase' : ''}
            />
          ))}
          <UnplacedRefusal error={register.error} />
          <Button type="submit" look="primary" busy={register.isPending} className="self-start">
            {t('submit')}
          </Button>
        </form>
      </Card>
      <div aria-live="polite" className="flex flex-col gap-2">
        {registered.map(({ tokenUid, email }, index) => (
          <Notice
            key={tokenUid}
            tone="good"
            icon={CircleCheck}
            title={t('done', { uid: tokenUid, email })}
          >
            {index === 0 && <p>{t('doneNote')}</p>}
          </Notice>
        ))}
      </div>
    </div>
  );
}

/** The reason for a field, in the reader's language. */
function useFieldErrors(
  refusal: ScreenRefusal | undefined,
): (field: CardField) => string | undefined {
  const t = useTranslations('console.card.error');
  return (field) => {
    if (!refusal || !(field in refusal.fields)) return undefined;
    if (refusal.code === 'conflict') return t('taken');
    if (refusal.code === 'not-found') return t('noDriver');
    return t(field);
  };
}

/** A refusal that is about no field of the form. */
function UnplacedRefusal({ error }: { readonly error: unknown }) {
  const t = useTranslations();
  if (!error) return null;
  const { code, fields } = refusalFrom(error);
  if (FIELDS.some((field) => field in fields)) return null;
  return (
    <Notice tone="bad" live title={t('console.card.failed')}>
      <p>{t(`refusals.${code}`)}</p>
    </Notice>
  );
}

function focusField(elements: HTMLFormControlsCollection, field: CardField): void {
  const input = elements.namedItem(field);
  if (input instanceof HTMLElement) input.focus();
}
