'use client';

import type { EvseView, StationView } from '@peregrine/services';
import {
  Button,
  buttonClass,
  Card,
  formatAge,
  formatRatedPower,
  isStale,
  Notice,
  PlugIcon,
  StatusMark,
  useNow,
} from '@peregrine/ui';
import { useMutation } from '@tanstack/react-query';
import { CreditCard } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '../../trpc/client.tsx';
import { refusalFrom } from '../../trpc/refusal.ts';
import { PriceCard } from '../price/price-card.tsx';

type Connector = EvseView['connectors'][number];

/** Each charging point: status with age, plugs with power, and the way to start there. */
export function EvseList({
  station,
  signedIn,
  showPrices,
}: {
  readonly station: StationView;
  readonly signedIn: boolean;
  readonly showPrices: boolean;
}) {
  return (
    <ul className="flex flex-col gap-3">
      {station.evses.map((evse) => (
        <li key={evse.id}>
          <Card className="flex flex-col gap-3">
            <EvseHead evse={evse} />
            {evse.connectors.map((connector) => (
              <ConnectorRow
                key={connector.connectorId}
                evse={evse}
                connector={connector}
                signedIn={signedIn}
                showPrice={showPrices}
              />
            ))}
            {!evse.remoteStart && <UseCard />}
          </Card>
        </li>
      ))}
    </ul>
  );
}

function EvseHead({ evse }: { readonly evse: EvseView }) {
  const t = useTranslations();
  const locale = useLocale();
  const now = useNow();
  const stale = isStale(evse.statusReceivedAt, now);
  return (
    <div className="flex items-start justify-between gap-3">
      <div className="min-w-0">
        <h3 className="font-semibold">{t('station.point', { label: evse.label })}</h3>
        {evse.evseId !== undefined && evse.evseId !== evse.label && (
          <p className="truncate font-mono text-xs text-muted">{evse.evseId}</p>
        )}
      </div>
      <p className="flex shrink-0 items-center gap-2 text-sm">
        <StatusMark availability={evse.availability} faded={stale} />
        <span className="flex flex-col items-end leading-tight">
          <span className="font-semibold">{t(`status.${evse.availability}`)}</span>
          <span className={stale ? 'text-xs text-check' : 'text-xs text-muted'}>
            {t('status.age', { age: formatAge(evse.statusReceivedAt, now, locale) })}
          </span>
        </span>
      </p>
    </div>
  );
}

function ConnectorRow({
  evse,
  connector,
  signedIn,
  showPrice,
}: {
  readonly evse: EvseView;
  readonly connector: Connector;
  readonly signedIn: boolean;
  readonly showPrice: boolean;
}) {
  const t = useTranslations();
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="flex items-center gap-3">
        <PlugIcon plug={connector.plug} size={32} />
        <p className="flex min-w-0 grow flex-col leading-tight">
          <span>
            <span className="font-medium">{t(`plugs.${connector.plug}`)}</span>{' '}
            <span className="tabular text-muted">{formatRatedPower(connector.powerW, locale)}</span>
          </span>
          <span className="text-sm text-muted">
            {connector.format === 'CABLE' ? t('station.cable') : t('station.socket')}
          </span>
        </p>
        <StartControl evse={evse} connector={connector} signedIn={signedIn} />
      </div>
      {showPrice && <PriceCard price={connector.price} />}
    </div>
  );
}

/** Start, sign in first, or nothing where a start by app cannot work. */
function StartControl({
  evse,
  connector,
  signedIn,
}: {
  readonly evse: EvseView;
  readonly connector: Connector;
  readonly signedIn: boolean;
}) {
  const t = useTranslations();
  const path = usePathname();
  if (!evse.remoteStart || connector.price.kind === 'unknown') return null;
  const free = evse.availability === 'available' || evse.availability === 'unknown';
  if (!free) return <span className="text-sm text-muted">{t('station.notFree')}</span>;
  if (!signedIn) {
    return (
      <Link
        href={`/sign-in?to=${encodeURIComponent(path)}`}
        className={buttonClass('secondary', 'shrink-0')}
      >
        {t('station.signInToStart')}
      </Link>
    );
  }
  return <StartButton evse={evse} connector={connector} />;
}

function StartButton({
  evse,
  connector,
}: {
  readonly evse: EvseView;
  readonly connector: Connector;
}) {
  const t = useTranslations();
  const router = useRouter();
  const trpc = useTRPC();
  const quote = useMutation(
    trpc.quotes.create.mutationOptions({
      onSuccess: (created) => router.push(`/start/${created.id}`),
    }),
  );
  const plug = t(`plugs.${connector.plug}`);
  return (
    <span className="flex shrink-0 flex-col items-end gap-1">
      <Button
        look="primary"
        busy={quote.isPending || quote.isSuccess}
        aria-label={t('station.startLabel', { label: evse.label, plug })}
        onClick={() => quote.mutate({ evseId: evse.id, connectorId: connector.connectorId })}
      >
        {t('station.start')}
      </Button>
      {quote.isError && (
        <span role="alert" className="max-w-52 text-right text-sm text-out-of-order">
          {t(`refusals.${refusalFrom(quote.error).code}`)}
        </span>
      )}
    </span>
  );
}

function UseCard() {
  const t = useTranslations('station');
  return (
    <Notice icon={CreditCard}>
      <p>{t('useCard')}</p>
    </Notice>
  );
}
