import type { ChargeView } from '@peregrine/services';

/** A charge as this device last heard of it, and when (milliseconds since the epoch). */
export type KeptCharge = { readonly charge: ChargeView; readonly heardAt: number };

const PREFIX = 'charge:';

/** Keeps the charge for reading without a network; a full or closed storage only loses that. */
export function keepCharge(charge: ChargeView, heardAt: number): void {
  try {
    localStorage.setItem(PREFIX + charge.id, JSON.stringify({ charge, heardAt }));
  } catch (cause) {
    console.warn('the charge is not kept on this device', cause);
  }
}

export function readKeptCharge(chargeId: string): KeptCharge | undefined {
  try {
    const text = localStorage.getItem(PREFIX + chargeId);
    return text ? (JSON.parse(text) as KeptCharge) : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets all charges of this device, and the pages that the service worker kept. */
export async function forgetCharges(): Promise<void> {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) || key.startsWith('start:')) localStorage.removeItem(key);
  }
  if (!('caches' in window)) return;
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}
