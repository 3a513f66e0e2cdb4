import type { Provider, Service } from '../services/service.ts';
import { showProgress } from './show-progress.ts';

/**
 * Does some work with services up. Those that run already are used and
 * left running; those that were started for it are stopped after it.
 */
export async function withServices<T>(
  services: Provider,
  wanted: readonly Service[],
  work: () => Promise<T>,
): Promise<T> {
  const release = await services.hold();
  try {
    const running = (await services.status()).filter(
      ({ state }) => state === 'running',
    );
    const missing = wanted.filter(
      (name) => !running.some(({ service }) => service === name),
    );
    if (missing.length > 0) {
      await services.up(missing, showProgress(process.stderr));
    }
    return await work();
  } finally {
    await release();
  }
}
