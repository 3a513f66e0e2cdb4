import type { Provider, Service } from '../services/service.ts';
import { bringUp, waitsFor, type BringingUp } from './bring-up.ts';
import { stepLine } from './show-progress.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * Does some work with services up. Those that run already are used and
 * left running; those that were started for it are stopped after it, also
 * when a signal breaks it off: the work's own is aborted then.
 * @param options.stopping is called first when that happens
 * @throws {Interrupted} when it was broken off.
 */
export async function withServices<T>(
  services: Provider,
  wanted: readonly Service[],
  work: (signal: AbortSignal) => Promise<T>,
  options: { stopping?: () => void } = {},
): Promise<T> {
  let boot: BringingUp | undefined;
  const stop = untilStopped(() => {
    options.stopping?.();
    const first = waitsFor(boot?.awaited() ?? []);
    process.stderr.write(stepLine('stopping', `what was started${first}`));
  });
  const { signal } = stop;
  const release = await services.hold();
  try {
    const running = (await services.status()).filter(
      ({ state }) => state === 'running',
    );
    const missing = wanted.filter(
      (name) => !running.some(({ service }) => service === name),
    );
    signal.throwIfAborted();
    if (missing.length > 0) {
      boot = bringUp(services, missing, process.stderr);
      await boot.up;
    }
    signal.throwIfAborted();
    const result = await work(signal);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    // What breaks because it was broken off is no failure.
    signal.throwIfAborted();
    throw error;
  } finally {
    await release();
    stop.forget();
  }
}
