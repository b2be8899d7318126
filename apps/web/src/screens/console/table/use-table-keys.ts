'use client';

import { type RefObject, useEffect } from 'react';
import { useKept } from './use-kept.ts';
import { rowLink, type TableViewControl } from './use-table-view.ts';

/** Whether j, k and / work; they can be switched off (WCAG 2.1.4, Character Key Shortcuts). */
export function useShortcutChoice(): [boolean, (on: boolean) => void] {
  const [kept, keep] = useKept('console.shortcuts');
  return [kept !== 'off', (on) => keep(on ? 'on' : 'off')];
}

/** j and k or the arrows walk through the rows, / searches, Escape closes; Enter is the link's own. */
export function useTableKeys({
  ids,
  view,
  search,
}: {
  readonly ids: readonly string[];
  readonly view: TableViewControl;
  readonly search: RefObject<HTMLInputElement | null>;
}): void {
  const [singleKeys] = useShortcutChoice();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = actionOf(event, singleKeys);
      if (action === undefined) return;
      if (action === 'close') return view.close();
      event.preventDefault();
      if (action === 'search') return search.current?.focus();
      const next = neighbour(ids, view.open ?? focusedRow(), action === 'down' ? 1 : -1);
      if (next === undefined) return;
      rowLink(next)?.scrollIntoView({ block: 'nearest' });
      if (view.open) view.openRow(next);
      else rowLink(next)?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [ids, view, search, singleKeys]);
}

type Action = 'up' | 'down' | 'search' | 'close';
const SINGLE: Readonly<Record<string, Action>> = { j: 'down', k: 'up', '/': 'search' };
const ARROWS: Readonly<Record<string, Action>> = { ArrowDown: 'down', ArrowUp: 'up' };

function actionOf(event: KeyboardEvent, singleKeys: boolean): Action | undefined {
  if (isElsewhere(event.target)) return undefined;
  if (event.key === 'Escape') return 'close';
  if (event.key in ARROWS) return focusedRow() === undefined ? undefined : ARROWS[event.key];
  return singleKeys ? SINGLE[event.key] : undefined;
}

/** Where one writes, or in a dialog that is not the panel, keys mean something else. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return target.closest('dialog:not([data-side-panel])') !== null;
}

function focusedRow(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-row-link]')?.dataset.rowLink;
}

function neighbour(
  ids: readonly string[],
  from: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = from === undefined ? -1 : ids.indexOf(from);
  if (at < 0) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))];
}
