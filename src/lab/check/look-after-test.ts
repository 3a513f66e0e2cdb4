import type { RunnerTestCase } from 'vitest';
import { TestRunner } from 'vitest';
import { tell } from './lab-channel.ts';
import { checkServers } from './servers.ts';

/** Vitest's own runner, which looks at the servers when a test has ended. */
export default class extends TestRunner {
  /** Before the check itself clears up: this is what the test has left. */
  async onTaskFinished({ name }: RunnerTestCase) {
    const { clock, lease } = checkServers();
    tell({ over: name, t: clock() });
    for (const state of await lease.look())
      tell({ event: { t: clock(), event: 'state', state } });
  }
}
