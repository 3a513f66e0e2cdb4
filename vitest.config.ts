import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A course of its own, for the site's tests.
    exclude: ['test/site/fixture/**'],
    globalSetup: ['test/setup/services.ts'],
    reporters: ['default', './test/setup/count-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Real servers and a browser, on a machine that may be busy: limits
    // for what hangs, never a measure of speed.
    testTimeout: 60_000,
    // The first hook of a fresh machine installs the browser, and builds the
    // site without caches.
    hookTimeout: 600_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
