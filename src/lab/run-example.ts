import type { RunEvent, Versions } from '../course/event.ts';
import type { Example } from '../course/example.ts';
import type { Provider } from '../services/service.ts';
import type { Limits } from './limits.ts';
import type { NodePool } from './node-pool.ts';
import { runPrograms, type RunResult } from './run.ts';
import { librariesOf, versionsOf } from './versions.ts';
import { openWire, type Wire } from './wire.ts';

/** A run of an example that is over. */
export interface ExampleRun extends RunResult {
  events: RunEvent[];
  verified: Versions;
  /** Values of the run's lease → the names shown instead. */
  aliases: Record<string, string>;
}

/**
 * Runs an example on a fresh lease of the services it uses, from its
 * `start` event to its `end`, which tells what was left on the servers.
 * @throws {ServicesError} when a service that it uses does not run.
 */
export async function runExample(
  provider: Pick<Provider, 'lease'>,
  example: Example,
  options: {
    on?: (event: RunEvent) => void;
    signal?: AbortSignal;
    limits?: Limits;
    /** Where to take its processes from. */
    pool?: NodePool | undefined;
  } = {},
): Promise<ExampleRun> {
  const lease = await provider.lease(example.uses);
  const began = performance.now();
  const clock = () => Math.round(performance.now() - began);
  const events: RunEvent[] = [];
  const on = (event: RunEvent) => {
    events.push(event);
    options.on?.(event);
  };
  const verified = versionsOf(example, lease.versions as Versions);
  const panes = example.programs.map(({ pane }) => pane);
  let result: RunResult;
  let aliases = lease.aliases;
  let wire: Wire | undefined;
  let released = false;
  try {
    wire = await openWire({ panes, addresses: lease.addresses, began, on });
    aliases = { ...aliases, ...wire.aliases };
    on({ t: 0, event: 'start', example: example.name, panes, verified });
    const { pool } = options;
    const libraries = librariesOf(example.files);
    result = await runPrograms(example.programs, {
      ...options,
      files: example.files,
      ...(pool && { node: () => pool.take(libraries) }),
      addresses: wire.addresses,
      notes: wire.notes,
      clock,
      on,
    });
    await wire.close();
    released = true;
    const left = await lease.release();
    on({ t: clock(), event: 'end', ...result, left });
  } finally {
    if (!released) {
      await wire?.close();
      await lease.release();
    }
  }
  return { ...result, events, verified, aliases };
}
