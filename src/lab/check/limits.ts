/**
 * How long a check waits, in milliseconds: for states of a server, with limits
 * of its own, and by `expect.poll`.
 */
export const CHECK_LIMITS = {
  testTimeout: 15_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 3000, interval: 20 } },
};
