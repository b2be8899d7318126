import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type StepState = 'done' | 'now' | 'later' | 'failed';
export type Step = {
  readonly key: string;
  readonly title: string;
  readonly state: StepState;
  /** The state in words, for those who do not see the mark. */
  readonly stateLabel: string;
  /** What to do, or who said no. */
  readonly note?: ReactNode;
};

const marks: Readonly<Record<StepState, string>> = {
  done: 'border-available bg-available text-on-status',
  now: 'border-brand bg-surface text-brand',
  later: 'border-line bg-surface text-muted',
  failed: 'border-out-of-order bg-out-of-order text-on-status',
};

/** A short honest list of steps: what happened, what happens now, what is still to come. */
export function Stepper({
  steps,
  label,
}: {
  readonly steps: readonly Step[];
  readonly label: string;
}) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={step.state === 'now' ? 'step' : undefined}
          className="flex gap-3"
        >
          <span className="flex flex-col items-center">
            <span
              aria-hidden="true"
              className={classNames(
                'grid size-7 shrink-0 place-items-center rounded-full border-2',
                marks[step.state],
              )}
            >
              <StepMark state={step.state} />
            </span>
            {index < steps.length - 1 && (
              <span
                aria-hidden="true"
                className={classNames(
                  'w-0.5 grow',
                  step.state === 'done' ? 'bg-available' : 'bg-line',
                )}
              />
            )}
          </span>
          <span className="flex min-h-12 flex-col pb-4">
            <span
              className={classNames(
                'leading-7',
                step.state === 'later' ? 'text-muted' : 'font-semibold',
              )}
            >
              {step.title}
              <span className="sr-only">, {step.stateLabel}</span>
            </span>
            {step.note !== undefined && <span className="text-sm text-muted">{step.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state }: { readonly state: StepState }) {
  if (state === 'done') return <Check size={16} strokeWidth={3} />;
  if (state === 'failed') return <X size={16} strokeWidth={3} />;
  if (state === 'now') return <span className="size-2.5 animate-pulse rounded-full bg-brand" />;
  return null;
}
