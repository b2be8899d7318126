'use client';

import type { ChargeView } from '@peregrine/services';
import {
  Button,
  Card,
  formatAge,
  formatDuration,
  formatEnergyFigure,
  formatMoney,
  formatPower,
  formatUnitPrice,
  Notice,
  PowerCurve,
  useNow,
} from '@peregrine/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleStop, ParkingCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { refusalFrom } from '../../trpc/refusal.ts';
import { RefusalReason } from './refusal-reason.tsx';

/** Energy large, then power with its curve, time and cost; and the way to stop. */
export function EnergyPanel({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const { live } = charge;
  return (
    <>
      <Card className="flex flex-col gap-4">
        {live ? (
          <>
            <BigEnergy energyKwh={live.energyKwh} label={t('energy')} />
            <LiveCurve charge={charge} />
            <dl className="grid grid-cols-3 gap-3 border-t border-line pt-4">
              <Figure label={t('power')}>
                {live.powerKw === undefined ? '–' : formatPower(live.powerKw, locale)}
              </Figure>
              <Figure label={t('duration')}>{formatDuration(live.durationSeconds)}</Figure>
              <Figure label={t('cost')}>
                {charge.costSoFar ? formatMoney(charge.costSoFar, locale) : '–'}
              </Figure>
            </dl>
            <MeasuredAge live={live} />
          </>
        ) : (
          <p className="py-8 text-center text-muted">{t('noLive')}</p>
        )}
      </Card>
      <BlockingNotice charge={charge} />
      <StopControl charge={charge} />
      {charge.hold && (
        <p className="text-center text-sm text-muted">
          {t('holdNote', { amount: formatMoney(charge.hold, locale) })}
        </p>
      )}
    </>
  );
}

export function BigEnergy({
  energyKwh,
  label,
}: {
  readonly energyKwh: NonNullable<ChargeView['live']>['energyKwh'];
  readonly label: string;
}) {
  const locale = useLocale();
  return (
    <p className="pt-2 text-center">
      <span className="sr-only">{label}: </span>
      <span className="tabular text-2xl font-bold">{formatEnergyFigure(energyKwh, locale)}</span>{' '}
      <span className="text-lg font-semibold text-muted">kWh</span>
    </p>
  );
}

export function Figure({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex flex-col-reverse items-center gap-0.5 text-center">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="tabular text-lg font-semibold whitespace-nowrap">{children}</dd>
    </div>
  );
}

function LiveCurve({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const curve = charge.live?.curve ?? [];
  const last = curve.at(-1);
  if (!last) return null;
  const highest = curve.reduce((best, it) =>
    Number(it.powerKw) > Number(best.powerKw) ? it : best,
  );
  const label = t('curve', {
    now: formatPower(charge.live?.powerKw ?? last.powerKw, locale),
    highest: formatPower(highest.powerKw, locale),
  });
  return <PowerCurve samples={curve} ratedPowerW={charge.station.powerW} label={label} />;
}

function MeasuredAge({ live }: { readonly live: NonNullable<ChargeView['live']> }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const now = useNow();
  return (
    <p className="text-center text-xs text-muted">
      {t('measured', { age: formatAge(live.receivedAt, now, locale) })}
    </p>
  );
}

function BlockingNotice({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations('charge');
  const locale = useLocale();
  const fee = charge.unitPrices.find(({ dimension }) => dimension === 'PARKING_TIME');
  const parked = charge.live?.parkedSeconds ?? 0;
  if (!fee || !charge.currency || parked <= 0) return null;
  return (
    <Notice tone="check" icon={ParkingCircle} title={t('blocking')} live>
      <p>
        {t('blockingNote', {
          minutes: formatDuration(parked),
          price: formatUnitPrice(fee.unitPrice, charge.currency, locale),
        })}
      </p>
    </Notice>
  );
}

function StopControl({ charge }: { readonly charge: ChargeView }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const stop = useMutation(trpc.charges.stop.mutationOptions());
  const stopping = charge.word === 'stopping' || stop.isPending;
  return (
    <div className="flex flex-col gap-3">
      {charge.stopRefusal && !stopping && (
        <div role="alert">
          <Notice
            tone="bad"
            title={
              /no-answer$/.test(charge.stopRefusal.code)
                ? t('charge.stopUnanswered')
                : t('charge.stopRefused')
            }
          >
            <p>
              <RefusalReason refusal={charge.stopRefusal} />
            </p>
            <p>{t('charge.stopRefusedNote')}</p>
          </Notice>
        </div>
      )}
      {stop.isError && (
        <div role="alert">
          <Notice tone="bad">{t(`refusals.${refusalFrom(stop.error).code}`)}</Notice>
        </div>
      )}
      {(charge.canStop || stopping) && (
        <Button
          look="primary"
          className="min-h-14 text-lg"
          busy={stopping}
          onClick={() => stop.mutate({ chargeId: charge.id })}
        >
          {!stopping && <CircleStop aria-hidden="true" size={22} />}
          {stopping ? t('charge.stopping') : t('charge.stop')}
        </Button>
      )}
      {charge.word === 'stopping' && (
        <p role="status" className="text-center text-sm text-muted">
          {t('charge.stopAsk')}
        </p>
      )}
    </div>
  );
}
