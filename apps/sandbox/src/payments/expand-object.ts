import { findObject, type PaymentsState } from './payments.ts';

/**
 * Puts objects in the place of their ids along the paths of `expand`
 * (docs.stripe.com/api/expanding_objects): `latest_charge`, `data.payment_method`.
 */
export function expandObject(
  state: PaymentsState,
  value: unknown,
  paths: readonly string[],
): unknown {
  const copy = structuredClone(value);
  for (const path of paths) expandAlong(state, copy, path.split('.'));
  return copy;
}

function expandAlong(state: PaymentsState, value: unknown, [name, ...rest]: string[]): void {
  if (name === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) expandAlong(state, item, [name, ...rest]);
    return;
  }
  if (typeof value !== 'object' || value === null || !(name in value)) return;
  const fields = value as Record<string, unknown>;
  const inner = fields[name];
  if (typeof inner === 'string') fields[name] = structuredClone(findObject(state, inner) ?? inner);
  expandAlong(state, fields[name], rest);
}
