import type { Instant } from '@peregrine/domain';
import { describe, expect, it } from 'vitest';
import { startSteps } from './start-steps.ts';

const at = '2026-11-20T10:00:00.000Z' as Instant;
const marks = (...parameters: Parameters<typeof startSteps>) =>
  startSteps(...parameters).map(({ key, state }) => `${key}:${state}`);
const received = [{ event: 'start-received', at }] as const;

describe('the steps of a start', () => {
  it('say accepted only after the operator answered', () => {
    expect(marks({ word: 'asking', timeline: [] })[0]).toBe('asked:now');
    expect(marks({ word: 'asking', timeline: received }).slice(0, 2)).toEqual([
      'asked:done',
      'accepted:now',
    ]);
  });

  it('never say charging before the charge does', () => {
    for (const word of ['asking', 'no-answer', 'uncertain', 'plug-in', 'refused'] as const) {
      expect(marks({ word, timeline: received })).not.toContain('charging:done');
    }
    expect(marks({ word: 'charging', timeline: [] })).toContain('charging:done');
  });

  it('end where it failed: at us, or at the operator', () => {
    const declined = { word: 'refused', timeline: [], refusal: { code: 'card-declined' } } as const;
    expect(marks(declined)).toEqual(['asked:failed']);
    const occupied = { ...declined, refusal: { code: 'evse-occupied' } };
    expect(marks(occupied)).toEqual(['asked:done', 'accepted:failed']);
  });

  it('say what to do while an answer is missing', () => {
    expect(startSteps({ word: 'no-answer', timeline: received })[1]).toEqual({
      key: 'accepted',
      title: 'noAnswer',
      state: 'now',
      note: 'noAnswerNote',
    });
    expect(startSteps({ word: 'uncertain', timeline: [] })[0]?.note).toBe('uncertainNote');
  });
});
