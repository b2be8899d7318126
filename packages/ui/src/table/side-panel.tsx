'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useMedia } from './use-media.ts';

type SidePanelProps = {
  /** Changes with what is shown: the focus goes to the title then. */
  readonly shownId: string;
  readonly title: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * What a row opens: beside the table where there is room (the table stays in use), over it as a
 * dialog where there is none. Escape closes it.
 */
export function SidePanel(props: SidePanelProps) {
  const beside = useMedia('(min-width: 64rem)');
  return beside ? <PanelBeside {...props} /> : <PanelOver {...props} />;
}

function PanelBeside(props: SidePanelProps) {
  const titleId = useId();
  return (
    <aside
      aria-labelledby={titleId}
      className="flex h-full w-[29rem] shrink-0 flex-col border-l border-line bg-surface 2xl:w-[36rem]"
    >
      <PanelContent {...props} titleId={titleId} />
    </aside>
  );
}

function PanelOver(props: SidePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      data-side-panel
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-none border-l border-line bg-surface p-0 text-ink backdrop:bg-[rgb(0_0_0/0.45)] sm:max-w-lg"
    >
      <div className="flex h-full flex-col">
        <PanelContent {...props} titleId={titleId} />
      </div>
    </dialog>
  );
}

function PanelContent({
  shownId,
  title,
  closeLabel,
  onClose,
  children,
  titleId,
}: SidePanelProps & { readonly titleId: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: for what is shown anew, not the title's words.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    body.current?.scrollTo({ top: 0 });
  }, [shownId]);
  return (
    <>
      <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2
          ref={heading}
          id={titleId}
          tabIndex={-1}
          className="min-w-0 grow text-base font-semibold outline-none"
        >
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label={closeLabel}
          title={closeLabel}
          className="grid size-11 shrink-0 place-items-center rounded-control hover:bg-raised"
        >
          <X aria-hidden="true" size={20} />
        </button>
      </header>
      <section
        ref={body}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        aria-labelledby={titleId}
        className="flex grow flex-col gap-6 overflow-y-auto px-4 py-4 -outline-offset-2"
      >
        {children}
      </section>
    </>
  );
}
