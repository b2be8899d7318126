'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
// Where the browser keeps nothing for us, the choice lives as long as the page.
const forNow = new Map<string, string>();

/** A choice of the reader, kept on this device under `key`. */
export function useKept(key: string): [string | undefined, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => undefined,
  );
  const keep = useCallback(
    (next: string) => {
      forNow.set(key, next);
      try {
        window.localStorage.setItem(key, next);
      } catch (cause) {
        console.warn('not kept on this device', cause);
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, keep];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function read(key: string): string | undefined {
  try {
    return window.localStorage.getItem(key) ?? forNow.get(key);
  } catch {
    return forNow.get(key);
  }
}
