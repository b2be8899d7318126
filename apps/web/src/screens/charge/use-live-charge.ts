'use client';

import type { ChargeView } from '@peregrine/services';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { keepCharge, readKeptCharge } from './kept-charge.ts';

const POLL_MS = 3_000;
const REOPEN_MS = 2_000;
/** A stream that is only a moment late is not worth a word. */
const PATIENCE_MS = 2_500;

export type LiveCharge = {
  readonly charge: ChargeView;
  /** live: the stream runs; polling: it does not, but we are heard; offline: nothing comes. */
  readonly link: 'live' | 'polling' | 'offline';
  /** When `charge` was last heard of. */
  readonly heardAt: number;
};

/** A charge that keeps itself up to date: by the stream, by polling, or as last known. */
export function useLiveCharge(initial: ChargeView, readAt: number): LiveCharge {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const chargeId = initial.id;
  const options = trpc.charges.view.queryOptions({ chargeId });
  const subscription = useSubscription(
    trpc.charges.live.subscriptionOptions(
      { chargeId },
      { onData: (charge) => queryClient.setQueryData(options.queryKey, charge) },
    ),
  );
  const streaming = subscription.status === 'pending';
  const query = useQuery({
    ...options,
    initialData: initial,
    initialDataUpdatedAt: readAt,
    networkMode: 'always',
    retry: false,
    refetchOnWindowFocus: true,
    refetchInterval: streaming ? false : POLL_MS,
  });

  const { status, reset } = subscription;
  useEffect(() => {
    if (status !== 'error' && status !== 'idle') return;
    const timer = setTimeout(reset, REOPEN_MS);
    return () => clearTimeout(timer);
  }, [status, reset]);

  const charge = query.data;
  const heardAt = query.dataUpdatedAt;
  useEffect(() => keepCharge(charge, heardAt), [charge, heardAt]);
  useEffect(() => {
    // The page itself may come from the service worker's cache and be older than what we kept.
    const kept = readKeptCharge(chargeId);
    const { queryKey } = options;
    const known = queryClient.getQueryData(queryKey);
    if (kept && known && kept.charge.version > known.version) {
      queryClient.setQueryData(queryKey, kept.charge, { updatedAt: kept.heardAt });
    }
  }, [chargeId, options, queryClient]);

  const late = useLate(!streaming);
  const link = !late ? 'live' : query.isError ? 'offline' : 'polling';
  return { charge, link, heardAt };
}

/** True when `waiting` has lasted longer than one should be asked to notice. */
function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return late;
}
