import type { Writable } from 'node:stream';
import type { Provider, Service } from '../services/service.ts';
import { showProgress } from './show-progress.ts';

/** Services on their way up. */
export interface BringingUp {
  up: Promise<void>;
  /** Resolves when all of their processes are there, or none will be. */
  launched: Promise<void>;
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
  const toLaunch = new Set(wanted);
  const { promise: launched, resolve } = Promise.withResolvers<void>();
  const up = services.up(wanted, (progress) => {
    const { service, state } = progress;
    const isThere = state !== 'installing' && state !== 'starting';
    if (isThere) toLaunch.delete(service);
    if (toLaunch.size === 0) resolve();
    if (isThere && state !== 'booting') awaited.delete(service);
    show(progress);
  });
  up.then(resolve, () => resolve()); // it is told to who waits for `up`
  return { up, launched, awaited: () => [...awaited] };
}

/** What to say while a boot is stopped: what is waited for, and the way out. */
export function waitsFor(awaited: readonly Service[]): string {
  if (awaited.length === 0) return '';
  const verb = awaited.length === 1 ? 'is' : 'are';
  return `; first ${awaited.join(', ')} ${verb} waited for (Ctrl-C again ends at once)`;
}
