import type { Writable } from 'node:stream';
import type { Provider, Service } from '../services/service.ts';
import { showProgress } from './show-progress.ts';

/** Services on their way up. */
export interface BringingUp {
  up: Promise<void>;
  /** Resolves when one is up, or none will be. */
  first: Promise<void>;
  /** Those that are not up yet, and cannot be stopped before they are. */
  awaited(): Service[];
}

/** Starts services, and prints each one's state as it changes. */
export function bringUp(
  services: Provider,
  wanted: readonly Service[],
  out: Writable,
): BringingUp {
  const awaited = new Set(wanted);
  const show = showProgress(out);
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const up = services.up(wanted, (progress) => {
    const { service, state } = progress;
    if (state !== 'installing' && state !== 'starting') {
      awaited.delete(service);
      resolve();
    }
    show(progress);
  });
  up.then(resolve, () => resolve()); // it is told to who waits for `up`
  return { up, first, awaited: () => [...awaited] };
}

/** What to say while a boot is stopped: what is waited for, and the way out. */
export function waitsFor(awaited: readonly Service[]): string {
  if (awaited.length === 0) return '';
  const verb = awaited.length === 1 ? 'is' : 'are';
  return `; first ${awaited.join(', ')} ${verb} waited for (Ctrl-C again ends at once)`;
}
