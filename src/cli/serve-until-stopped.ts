import { SERVICES, type Provider, type Service } from '../services/service.ts';
import { openServices } from '../services/services.ts';
import { bringUp, waitsFor, type BringingUp } from './bring-up.ts';
import { stepLine } from './show-progress.ts';
import { untilStopped } from './until-stopped.ts';

/** One step of a command, as a line. */
export function step(name: string, text: string): void {
  process.stdout.write(stepLine(name, text));
}

/**
 * Serves a site with all services up, until Ctrl-C; then all is stopped, and
 * the exit code is 0.
 */
export async function serveUntilStopped(site: {
  /** What can be done while the services start. */
  prepare?(signal: AbortSignal): Promise<void>;
  /** By default all of them. */
  services?: readonly Service[];
  /** Resolves to what closes the site. */
  open(services: Provider): Promise<() => Promise<void>>;
}): Promise<number> {
  const services = await openServices();
  let boot: BringingUp | undefined;
  const stop = untilStopped(() =>
    step(
      'stopping',
      `the site and the services${waitsFor(boot?.awaited() ?? [])}`,
    ),
  );
  const release = await services.hold();
  let close: (() => Promise<void>) | undefined;
  let endSpares: (() => Promise<void>) | undefined;
  try {
    boot = bringUp(services, site.services ?? SERVICES, process.stdout);
    // Neither may be left behind half done when the other fails.
    const results = await Promise.allSettled([
      boot.up,
      // It would keep the servers from being started.
      boot.launched.then(() => site.prepare?.(stop.signal)),
    ]);
    // What was broken off by the signal is no failure.
    if (stop.signal.aborted) return 0;
    for (const result of results)
      if (result.status === 'rejected') throw result.reason;
    close = await site.open(services);
    endSpares = services.keepSpares();
    await stop.stopped;
    return 0;
  } finally {
    if (!stop.signal.aborted) step('stopping', 'the site and the services');
    await Promise.all([close?.(), endSpares?.()]);
    const all = await release();
    step(
      'stopped',
      all
        ? 'all'
        : 'the site; the services stay up: `npm run services -- down` stops them',
    );
    stop.forget();
  }
}
