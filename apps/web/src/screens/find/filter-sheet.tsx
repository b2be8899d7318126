'use client';

import { PLUGS, type Plug } from '@peregrine/domain';
import { Button, Chip, formatRatedPower, PlugIcon, Sheet, StatusMark } from '@peregrine/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { useExplore } from '../explore/explore-state.tsx';
import {
  type FindFilters,
  NO_FILTERS,
  POWER_STEPS_KW,
  stationFilter,
} from '../explore/find-filters.ts';

/** All filters in one sheet; its button tells how many stations they leave. */
export function FilterSheet({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations();
  const { filters, change, bounds } = useExplore();
  const [draft, setDraft] = useState(filters);
  const trpc = useTRPC();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft begins anew at each opening
  useEffect(() => setDraft(filters), [open]);
  const count = useQuery({
    ...trpc.stations.find.queryOptions({
      ...stationFilter(draft),
      ...(filters.text ? { text: filters.text } : bounds && { bounds }),
      limit: 1,
    }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const total = count.data?.totalCount;
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('find.filters')}
      closeLabel={t('app.close')}
      footer={
        <div className="flex gap-3">
          <Button onClick={() => setDraft({ ...NO_FILTERS, text: draft.text, sort: draft.sort })}>
            {t('find.reset')}
          </Button>
          <Button
            look="primary"
            className="grow"
            onClick={() => {
              change(draft);
              onClose();
            }}
          >
            {total === undefined ? t('find.counting') : t('find.show', { count: total })}
          </Button>
        </div>
      }
    >
      <FilterChoices draft={draft} onDraft={setDraft} />
    </Sheet>
  );
}

function FilterChoices({
  draft,
  onDraft,
}: {
  readonly draft: FindFilters;
  readonly onDraft: (filters: FindFilters) => void;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const toggle = (plug: Plug) => {
    const rest = draft.plugs.filter((other) => other !== plug);
    const plugs = rest.length < draft.plugs.length ? rest : [...rest, plug];
    onDraft({ ...draft, plugs });
  };
  return (
    <div className="flex flex-col gap-6">
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('find.plugs')}</legend>
        <div className="flex flex-wrap gap-2">
          {PLUGS.map((plug) => (
            <Chip key={plug} pressed={draft.plugs.includes(plug)} onClick={() => toggle(plug)}>
              <PlugIcon plug={plug} size={22} />
              {t(`plugs.${plug}`)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('find.power')}</legend>
        <div className="flex flex-wrap gap-2">
          {POWER_STEPS_KW.map((step) => (
            <Chip
              key={step}
              pressed={draft.minPowerKw === step}
              onClick={() => onDraft({ ...draft, minPowerKw: step })}
            >
              {step === 0 ? t('find.anyPower') : formatRatedPower(step * 1000, locale)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t('find.availability')}</legend>
        <Chip
          pressed={draft.freeNow}
          onClick={() => onDraft({ ...draft, freeNow: !draft.freeNow })}
        >
          <StatusMark availability="available" />
          {t('find.freeNow')}
        </Chip>
      </fieldset>
    </div>
  );
}
