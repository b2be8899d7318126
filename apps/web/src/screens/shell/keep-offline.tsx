'use client';

import { useEffect } from 'react';

/** Registers the service worker, which keeps the last charge readable without a network. */
export function KeepOffline() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    navigator.serviceWorker.register('/sw.js').catch((cause: unknown) => {
      // The app works without it; only reading offline is lost.
      console.warn('no service worker', cause);
    });
  }, []);
  return null;
}
