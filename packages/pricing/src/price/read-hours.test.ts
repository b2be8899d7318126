import { decimal } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { readHours } from './read-hours.ts';

const tenMinutes = 600_000n;

describe('decimal hours', () => {
  test.each(['0.16', '0.166', '0.1666', '0.1667', '0.16667', '0.166667', '0.16666666667', '0.17'])(
    'are ten minutes when ten minutes passed: %s',
    (volume) => {
      expect(readHours(decimal(volume), tenMinutes).ms).toBe(tenMinutes);
    },
  );

  test('are the whole second they stand for when the clock times do not fit', () => {
    expect(readHours(decimal('0.166667'), 7_200_000n)).toEqual({
      ms: tenMinutes,
      reading: 'whole-second',
    });
  });

  test('stay as sent when neither clock nor second lies within their last digit', () => {
    // 600.5 s, told to a nanosecond
    expect(readHours(decimal('0.166805555556'), 7_200_000n)).toEqual({
      ms: 600_500n,
      reading: 'as-sent',
    });
  });

  test('of zero are not read as the clock', () => {
    expect(readHours(decimal('0'), 1_000n).ms).toBe(0n);
  });
});
