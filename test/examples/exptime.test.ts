import { describe, expect, test, vi } from 'vitest';
import { exptime } from '../../examples/memcached/client/exptime.ts';

const DAY = 24 * 60 * 60;

describe('seconds', () => {
  test('none are for ever, and up to 30 days are sent as they are', () => {
    expect(exptime()).toBe(0);
    expect(exptime(0)).toBe(0);
    expect(exptime(30 * DAY)).toBe(30 * DAY);
  });

  test('more than 30 days are sent as a Unix time', () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    expect(exptime(30 * DAY + 1)).toBe(1_800_000_000 + 30 * DAY + 1);
    vi.useRealTimers();
  });

  test('a part of a second is never 0, which would be for ever', () => {
    expect(exptime(0.2)).toBe(1);
    expect(exptime(-0.2)).toBe(-1);
  });
});

describe('a moment', () => {
  test('is sent as a Unix time', () => {
    expect(exptime(new Date('2037-01-01T00:00:00Z'))).toBe(2_114_380_800);
  });

  test('has passed in January 1970 too: it is not seconds from now', () => {
    expect(exptime(new Date(0))).toBe(-1);
    expect(exptime(new Date(30 * DAY * 1000))).toBe(-1);
  });
});

test('what is no time is refused', () => {
  expect(() => exptime(NaN)).toThrow('no time');
  expect(() => exptime(new Date('never'))).toThrow('no time');
});
