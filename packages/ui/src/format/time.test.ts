import type { Instant } from '@peregrine/domain';
import { describe, expect, it } from 'vitest';
import { formatAge, formatDateTime, formatDuration, formatTime, isStale } from './time.ts';

const at = '2026-11-20T13:05:00.000Z' as Instant;
const now = Date.parse(at);
const minutes = (count: number) => now + count * 60_000;

describe('age', () => {
  it('is relative, in the largest whole unit', () => {
    expect(formatAge(at, now + 59_000, 'en')).toBe('now');
    expect(formatAge(at, minutes(4), 'en')).toBe('4 min. ago');
    expect(formatAge(at, minutes(4), 'de')).toBe('vor 4 Min.');
    expect(formatAge(at, minutes(125), 'en')).toBe('2 hr. ago');
    expect(formatAge(at, minutes(60 * 24 * 3), 'en')).toBe('3 days ago');
  });

  it('of a clock ahead of ours is now', () => {
    expect(formatAge(at, minutes(-90), 'en')).toBe('now');
  });

  it('fades a status after fifteen minutes', () => {
    expect(isStale(at, minutes(15))).toBe(false);
    expect(isStale(at, minutes(16))).toBe(true);
  });
});

describe('times', () => {
  it('are those of the site, with its zone where it is a document', () => {
    expect(formatTime(at, 'Europe/Amsterdam', 'en')).toBe('14:05');
    expect(formatDateTime(at, 'Europe/Amsterdam', 'de')).toContain('20. Nov. 2026, 14:05 MEZ');
  });

  it('lasting over an hour show hours and minutes', () => {
    expect(formatDuration(59)).toBe('0 min');
    expect(formatDuration(34 * 60 + 59)).toBe('34 min');
    expect(formatDuration(65 * 60)).toBe('1 h 05 min');
  });
});
