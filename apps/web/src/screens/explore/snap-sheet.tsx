'use client';

import { classNames, nearestSnap, type Snap, snapHeights } from '@peregrine/ui';
import { useTranslations } from 'next-intl';
import { type PointerEvent, type ReactNode, useRef, useState } from 'react';

/** Height of the sheet's strip when it is down (`h-26`). */
export const PEEK_PIXELS = 104;
const resting: Readonly<Record<Snap, string>> = {
  peek: 'h-26',
  half: 'h-1/2',
  full: 'h-[92%]',
};
const above: Readonly<Record<Snap, Snap>> = { peek: 'half', half: 'full', full: 'half' };

type Drag = { startY: number; startHeight: number; lastY: number; lastAt: number; speed: number };

/**
 * On a phone a sheet over the map's lower part, dragged by its handle or stepped by pressing it;
 * on a desktop the column beside the map.
 */
export function SnapSheet({
  snap,
  onSnap,
  children,
}: {
  readonly snap: Snap;
  readonly onSnap: (snap: Snap) => void;
  readonly children: ReactNode;
}) {
  const t = useTranslations('find');
  const sheet = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag>(undefined);
  const [height, setHeight] = useState<number>();

  const begin = (event: PointerEvent<HTMLButtonElement>) => {
    const startHeight = sheet.current?.offsetHeight ?? 0;
    const { clientY, timeStamp } = event;
    drag.current = { startY: clientY, startHeight, lastY: clientY, lastAt: timeStamp, speed: 0 };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLButtonElement>) => {
    const current = drag.current;
    if (!current) return;
    const elapsed = Math.max(1, event.timeStamp - current.lastAt);
    current.speed = (current.lastY - event.clientY) / elapsed;
    current.lastY = event.clientY;
    current.lastAt = event.timeStamp;
    if (Math.abs(current.startY - event.clientY) > 4) {
      setHeight(Math.max(PEEK_PIXELS, current.startHeight + current.startY - event.clientY));
    }
  };
  const end = () => {
    const current = drag.current;
    drag.current = undefined;
    setHeight(undefined);
    const frame = sheet.current?.parentElement?.offsetHeight ?? 0;
    if (!current || height === undefined) return;
    onSnap(nearestSnap(height, current.speed, snapHeights(frame, PEEK_PIXELS)));
  };

  return (
    <div
      ref={sheet}
      style={height === undefined ? undefined : { height }}
      className={classNames(
        'absolute inset-x-0 bottom-0 z-10 flex max-h-[92%] flex-col rounded-t-sheet border-t border-line bg-surface',
        'md:static md:h-auto md:max-h-none md:min-h-0 md:grow md:rounded-none md:border-t-0',
        height === undefined && 'transition-[height] duration-200',
        resting[snap],
      )}
    >
      <button
        type="button"
        aria-expanded={snap === 'full'}
        aria-label={snap === 'full' ? t('sheetLess') : t('sheetMore')}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onClick={() => {
          if (height === undefined) onSnap(above[snap]);
        }}
        className="grid h-6 w-full shrink-0 touch-none place-items-center md:hidden"
      >
        <span className="h-1 w-10 rounded-full bg-control-line" />
      </button>
      <div className="min-h-0 grow overflow-y-auto overscroll-contain">{children}</div>
    </div>
  );
}
