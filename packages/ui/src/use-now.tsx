'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const Now = createContext<number | undefined>(undefined);

/**
 * The time that ages on the screen are computed from, one for all: the server's at first (so that
 * the first paint agrees with the server), then the browser's every `everyMs`.
 */
export function NowProvider({
  initialNow,
  everyMs = 10_000,
  children,
}: {
  readonly initialNow: number;
  readonly everyMs?: number;
  readonly children: ReactNode;
}) {
  const [now, setNow] = useState(initialNow);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return <Now value={now}>{children}</Now>;
}

/** Milliseconds since the epoch, from the nearest NowProvider. */
export function useNow(): number {
  const now = useContext(Now);
  if (now === undefined) throw new Error('useNow needs a NowProvider above it');
  return now;
}
