'use client';

import { Sheet } from '@peregrine/ui';
import { Keyboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useShortcutChoice } from './use-table-keys.ts';

const KEYS = [
  { action: 'search', keys: ['/'] },
  { action: 'down', keys: ['j', '↓'] },
  { action: 'up', keys: ['k', '↑'] },
  { action: 'openRow', keys: ['Enter'] },
  { action: 'close', keys: ['Esc'] },
] as const;

/** Which keys do what, and the switch for those without a modifier. */
export function Shortcuts() {
  const t = useTranslations('console');
  const [open, setOpen] = useState(false);
  const [on, setOn] = useShortcutChoice();
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t('shortcuts.open')}
        title={t('shortcuts.open')}
        className="grid size-9 place-items-center rounded-control border border-control-line bg-surface hover:bg-raised max-md:hidden"
      >
        <Keyboard aria-hidden="true" size={17} />
      </button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('shortcuts.open')}
        closeLabel={t('table.close')}
      >
        <dl className="flex flex-col">
          {KEYS.map(({ action, keys }) => (
            <div key={action} className="flex items-center justify-between gap-4 py-1.5 text-sm">
              <dt>{t(`shortcuts.${action}`)}</dt>
              <dd className="flex gap-1.5">
                {keys.map((key) => (
                  <kbd
                    key={key}
                    className="rounded-control border border-line bg-raised px-2 py-0.5 font-mono text-xs"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <label className="mt-3 flex items-start gap-3 border-t border-line pt-4">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => setOn(event.target.checked)}
            className="mt-1 size-4 accent-brand"
          />
          <span className="flex flex-col gap-0.5">
            <span className="text-sm font-semibold">{t('shortcuts.enable')}</span>
            <span className="text-sm text-muted">{t('shortcuts.enableNote')}</span>
          </span>
        </label>
      </Sheet>
    </>
  );
}
