import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { answered } from './answered.ts';
import { abandon, forget, leaseFolder, note, notes } from './lease-notes.ts';
import { tryLock } from './lock.ts';
import { killUnder } from './native/own-processes.ts';
import { isAlive, ownIdentity } from './process-identity.ts';
import {
  ADDRESS_VARIABLE,
  MANAGEMENT_VARIABLE,
  type Addresses,
  type Lease,
  type Service,
} from './service.ts';
import { ServicesError, messageOf } from './services-error.ts';
import type { Slice } from './slices/slice.ts';

/**
 * Takes a slice of each service at once. The lease is written down first, so
 * that what a killed process leaves can be swept.
 */
export async function takeLease(
  root: string,
  services: readonly Service[],
  take: (service: Service, id: string) => Promise<Slice>,
): Promise<Lease> {
  const id = `lease_${randomBytes(5).toString('hex')}`;
  try {
    note(root, { id, owner: ownIdentity(), services: [...services] });
  } catch (error) {
    forget(root, id);
    throw error;
  }
  const taken = await Promise.allSettled(
    services.map(async (service) => ({
      service,
      ...(await take(service, id)),
    })),
  );
  const slices = taken.flatMap((t) =>
    t.status === 'fulfilled' ? t.value : [],
  );
  const releaseAll = async () => {
    const released = await Promise.allSettled(slices.map((s) => s.release()));
    try {
      // What could not be removed stays noted, and is swept later; so does
      // what there is of a slice that was taken by half.
      const all = [...taken, ...released];
      if (all.every(({ status }) => status === 'fulfilled')) {
        forget(root, id);
      } else {
        abandon(root, id, services);
      }
    } catch {
      // A full disk, say: its note stays, and is swept when we have ended.
    }
  };
  // A restart and the end come one after the other; there is one end.
  let changes: Promise<unknown> = Promise.resolve();
  let released: Promise<void> | undefined;
  const release = () => (released ??= changes.then(releaseAll));
  const restart = (service: Service) => {
    if (released) {
      return Promise.reject(new ServicesError('The run is over.'));
    }
    const done = changes.then(() => sliceOf(slices, service).restart());
    changes = done.catch(() => {});
    return done;
  };
  const leaks = async (ours: (service: Service) => number = () => 0) =>
    answered(slices.map((s) => s.leaks(ours(s.service))));
  const look = async (wanted: readonly Service[] = services) => {
    const looked = slices.filter((s) => wanted.includes(s.service));
    return answered(looked.map(async (s) => [await s.look()]));
  };
  for (const [i, result] of taken.entries()) {
    if (result.status === 'fulfilled') continue;
    await release();
    throw new ServicesError(
      `${services[i]} gave no lease: ${messageOf(result.reason)}`,
    );
  }
  const { list, settings, redisTrial } = Object.assign(
    {},
    ...slices,
  ) as Partial<Slice>;
  return {
    id,
    addresses: addressesOf(slices),
    versions: Object.fromEntries(
      slices.flatMap((s) => (s.version ? [[s.service, s.version]] : [])),
    ),
    aliases: Object.assign({ [id]: 'course' }, ...slices.map((s) => s.aliases)),
    leaks,
    look,
    restart,
    ...(list && { list }),
    ...(settings && { memcachedSettings: settings }),
    ...(redisTrial && { redisTrial }),
    ...(slices.some((s) => s.wanted) && {
      wanted: () => slices.some((s) => s.wanted?.()),
    }),
    release,
  };
}

function sliceOf(slices: (Slice & { service: Service })[], service: Service) {
  const slice = slices.find((each) => each.service === service);
  if (!slice) throw new ServicesError(`${service} is not part of this lease.`);
  return slice;
}

function addressesOf(slices: (Slice & { service: Service })[]): Addresses {
  return Object.fromEntries(
    slices.flatMap(({ service, address, management }) => [
      [ADDRESS_VARIABLE[service], address],
      ...(management ? [[MANAGEMENT_VARIABLE, management]] : []),
    ]),
  ) as Addresses;
}

/**
 * Tells names that a lease has whose owner lives: they begin with its id. Of a
 * name that was seen before it is asked, also where the lease is newer than
 * this: it is written down first.
 */
export function ofLivingLease(root: string): (name: string) => boolean {
  return (name) =>
    notes(root).some(({ id, owner }) => name.startsWith(id) && isAlive(owner));
}

/**
 * Removes what leases of dead owners left: `remove` is asked for each service
 * and may reject, as when the service does not run; then the note stays for
 * the next time. Costs one look into a folder when there is nothing to do.
 */
export async function sweepLeases(
  root: string,
  remove: (service: Service, id: string) => Promise<void>,
): Promise<void> {
  const dead = notes(root).filter(({ owner }) => !isAlive(owner));
  if (dead.length === 0) return;
  const release = tryLock(join(root, 'sweep.lock'));
  if (!release) return; // another process is at it
  try {
    await killUnder(dead.map(({ id }) => leaseFolder(root, id)));
    for (const { id, services } of dead) {
      const done = await Promise.allSettled(services.map((s) => remove(s, id)));
      if (done.every(({ status }) => status === 'fulfilled')) forget(root, id);
    }
  } finally {
    release();
  }
}
