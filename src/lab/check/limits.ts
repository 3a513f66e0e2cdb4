/**
 * How long a check waits, in milliseconds: for states of a server, with limits
 * of its own, and by `expect.poll`.
 */
export const CHECK_LIMITS = {
  testTimeout: 15_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 3000, interval: 20 } },
};

/** What the check of one answer may use, before it is ended. */
export interface CheckUsage {
  /** Seconds, with all that its tests wait for. */
  seconds: number;
  /** Seconds that it may keep a processor busy. */
  busySeconds: number;
  /** Bytes of memory, buffers and all. */
  memoryBytes: number;
  /** Bytes that it may print. */
  printedBytes: number;
}

export const CHECK_USAGE: CheckUsage = {
  seconds: 60,
  busySeconds: 10,
  memoryBytes: 768 * 2 ** 20,
  printedBytes: 256 * 1024,
};

/** Characters kept of what was printed: the last ones. */
export const PRINTED_KEPT = 4000;

/** Megabytes of JavaScript objects: those of Vitest are among them. */
export const CHECK_HEAP_MB = 256;
