'use client';

import { classNames } from '@peregrine/ui';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { LOCALES } from '../../i18n/locale.ts';
import { chooseLanguage, chooseTheme } from './choose.ts';

/** The language of this device and of the mails. */
export function LanguageChoice() {
  const t = useTranslations('account');
  const locale = useLocale();
  return (
    <Choice
      legend={t('language')}
      name="language"
      value={locale}
      options={LOCALES.map((value) => ({ value, label: t(`languageName.${value}`) }))}
      onChoose={chooseLanguage}
    />
  );
}

/** Light, dark, or as the device has it. */
export function ThemeChoice({ theme }: { readonly theme: 'system' | 'light' | 'dark' }) {
  const t = useTranslations('account');
  return (
    <Choice
      legend={t('theme')}
      name="theme"
      value={theme}
      options={(['system', 'light', 'dark'] as const).map((value) => ({
        value,
        label: t(`themeName.${value}`),
      }))}
      onChoose={chooseTheme}
    />
  );
}

function Choice<T extends string>({
  legend,
  name,
  value,
  options,
  onChoose,
}: {
  readonly legend: string;
  readonly name: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => Promise<void>;
}) {
  const [busy, begin] = useTransition();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{legend}</legend>
      <div className="flex gap-1 rounded-control bg-raised p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              'flex min-h-11 grow items-center justify-center rounded-control px-2 text-sm font-medium',
              'has-focus-visible:outline-3 has-focus-visible:outline-brand',
              option.value === value
                ? 'border-2 border-brand bg-surface text-ink'
                : 'border-2 border-transparent text-muted',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={busy}
              onChange={() => begin(() => onChoose(option.value))}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
