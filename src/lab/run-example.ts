import type { RunEvent, Versions } from '../course/event.ts';
import { filesToRun, type Example } from '../course/example.ts';
import type { ArmedFault } from '../course/fault.ts';
import { projectFolder } from '../course/project.ts';
import type { Lease, Provider, Service } from '../services/service.ts';
import { comeBeforeMessages, Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { NodePool } from './node-pool.ts';
import { runPrograms, type RunResult } from './run.ts';
import { States } from './states.ts';
import { librariesOf, versionsOf } from './versions.ts';
import { openWire, type Wire } from './wire.ts';

/** A run of an example that is over. */
export interface ExampleRun extends RunResult {
  events: RunEvent[];
  verified: Versions;
  /** Values of the run's lease → the names shown instead. */
  aliases: Record<string, string>;
}

/** Where a run takes place; what it leaves stays there for a while. */
export interface PlaceOfRun {
  faults: Faults | undefined;
  /** Is given the run's lease before the first program starts. */
  begin(lease: Lease): Promise<void>;
  /** Takes the lease over when the run has ended. */
  end(lease: Lease): Promise<void>;
  /** How many connections to a service are not a program's. */
  attached: { to(service: Service): number };
}

/** A place that keeps nothing. */
const NOWHERE: PlaceOfRun = {
  faults: undefined,
  begin: async () => {},
  end: (lease) => lease.release(),
  attached: { to: () => 0 },
};

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
    /** What is to go wrong in it. */
    armed?: readonly ArmedFault[];
    bench?: PlaceOfRun;
  } = {},
): Promise<ExampleRun> {
  const lease = await provider.lease(example.uses, example);
  const began = performance.now();
  const clock = () => Math.round(performance.now() - began);
  const events: RunEvent[] = [];
  const on = (event: RunEvent) => {
    events.push(event);
    options.on?.(event);
    states.saw(event);
  };
  const states = new States({ lease, on, clock });
  const verified = versionsOf(example, lease.versions as Versions);
  const panes = example.programs.map(({ pane }) => pane);
  const { pool, armed = [], bench = { ...NOWHERE } } = options;
  let wire: Wire | undefined;
  let faults: Faults | undefined;
  let kill = (_pane: string) => false;
  try {
    wire = await openWire({
      ...{ panes, addresses: lease.addresses, began, on },
      ...(comeBeforeMessages(armed) && {
        stops: (pane, text) => faults?.sends(pane, text) ?? false,
      }),
    });
    // A native server may tell where its files are: that is a place of ours.
    const ours = { [projectFolder]: '' };
    const aliases = { ...lease.aliases, ...wire.aliases, ...ours };
    await bench.begin(lease);
    on({ t: 0, event: 'start', example: example.name, panes, verified });
    const { taps } = wire;
    const run = { panes, taps, lease, clock, on };
    faults = new Faults({ ...run, kill: (pane) => kill(pane) }, armed);
    bench.faults = faults;
    const files = filesToRun(example);
    const libraries = librariesOf(files);
    const result = await runPrograms(example.programs, {
      ...options,
      files,
      ...(pool && { node: () => pool.take(libraries) }),
      addresses: wire.addresses,
      notes: wire.notes,
      wrote: (pane, line) => faults?.wrote(pane, line),
      controls: (controls) => (kill = controls.kill),
      clock,
      on,
    });
    await faults.end();
    await wire.close();
    const left = await lease.leaks((service) => bench.attached.to(service));
    // Whoever stopped it can look for themselves.
    if (!options.signal?.aborted) await states.end();
    on({ t: clock(), event: 'end', ...result, left });
    return { ...result, events, verified, aliases };
  } finally {
    await faults?.end();
    if (bench.faults === faults) bench.faults = undefined;
    await wire?.close();
    await states.stop();
    await bench.end(lease);
  }
}
