import type { ChargeView } from '@peregrine/services';
import type { StepState } from '@peregrine/ui';

export const STEP_KEYS = ['asked', 'accepted', 'plugIn', 'charging'] as const;
export type StepKey = (typeof STEP_KEYS)[number];

/** A text of `charge.step`, said under a step. */
export type StepNote =
  | 'askedNote'
  | 'acceptedNote'
  | 'noAnswerNote'
  | 'uncertainNote'
  | 'plugInNote';
export type StartStep = {
  readonly key: StepKey;
  /** The text of `charge.step` that names it; its key, unless it went otherwise. */
  readonly title: StepKey | 'noAnswer' | 'refused';
  readonly state: StepState;
  readonly note?: StepNote;
};

type Known = Pick<ChargeView, 'word' | 'timeline' | 'refusal'>;

/**
 * The steps of a start as they really stand: nothing is done before there is evidence of it, and
 * what failed is marked where it failed.
 */
export function startSteps(charge: Known): readonly StartStep[] {
  const received = charge.timeline.some(({ event }) => event === 'start-received');
  switch (charge.word) {
    case 'asking':
      return received ? reached('accepted', 'acceptedNote') : reached('asked', 'askedNote');
    case 'no-answer':
      return reached('accepted', 'noAnswerNote', 'noAnswer');
    case 'uncertain':
      return reached('asked', 'uncertainNote');
    case 'plug-in':
      return reached('plugIn', 'plugInNote');
    case 'refused':
      return failed(neverSent(charge.refusal?.code) ? 'asked' : 'accepted');
    default:
      return STEP_KEYS.map((key) => ({ key, title: key, state: 'done' }));
  }
}

/** Refusals on our side: the operator was not asked at all. */
function neverSent(code: string | undefined): boolean {
  return /^(card-|payment-|start-delayed|operator-unreachable)/.test(code ?? '');
}

function reached(key: StepKey, note: StepNote, title: StartStep['title'] = key): StartStep[] {
  const now = STEP_KEYS.indexOf(key);
  return STEP_KEYS.map((step, index) => {
    if (index === now) return { key: step, title, state: 'now', note };
    return { key: step, title: step, state: index < now ? 'done' : 'later' };
  });
}

function failed(key: StepKey): StartStep[] {
  const at = STEP_KEYS.indexOf(key);
  return STEP_KEYS.slice(0, at + 1).map((step, index) => ({
    key: step,
    title: index === at ? 'refused' : step,
    state: index === at ? 'failed' : 'done',
  }));
}
