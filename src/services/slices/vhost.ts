import type { Leak } from '../service.ts';
import { ServicesError } from '../services-error.ts';
import { management, managementNames } from './management.ts';
import { connectionsLeft, leak, portAlias, type Slice } from './slice.ts';
import { listOfVhost } from './vhost-lists.ts';
import { isBrokers, lookAtVhost } from './vhost-look.ts';

const ALL = { configure: '.*', write: '.*', read: '.*' };

/**
 * A vhost of RabbitMQ, and a user that may use only that; or everything, as an
 * administrator, who is to begin the names of other vhosts and users with that
 * of its own.
 * @param at the management API, and the port for clients
 * @param restart of the broker
 */
export async function takeVhost(
  at: { api: string; port: number },
  id: string,
  restart: () => Promise<void>,
  administrator = false,
): Promise<Slice> {
  const { api, port } = at;
  const tags = administrator ? 'administrator' : '';
  await Promise.all([
    management(api, 'PUT', `/vhosts/${id}`),
    // The password guards nothing on the loopback but against mix-ups.
    management(api, 'PUT', `/users/${id}`, { password: id, tags }),
  ]);
  await management(api, 'PUT', `/permissions/${id}/${id}`, ALL);
  return {
    address: `amqp://${id}:${id}@127.0.0.1:${port}/${id}`,
    aliases: {
      ...portAlias(port, 5672),
      ...(administrator && portAlias(Number(new URL(api).port), 15672)),
    },
    ...(administrator && { management: asUser(api, id) }),
    leaks: async (ours) => [
      ...(await leaks(api, id, ours)),
      ...(administrator ? await namesLeft(api, id) : []),
    ],
    look: () => lookAtVhost(api, id),
    restart,
    list: (kind) => listOfVhost(api, id, kind),
    release: () => (administrator ? removeAll : removeVhost)(api, id),
  };
}

/** Deletes the vhost and its user, and with them every connection. */
async function removeVhost(api: string, id: string): Promise<void> {
  await Promise.all([remove(api, 'vhosts', id), remove(api, 'users', id)]);
}

/** A name may have a slash. */
function remove(api: string, kind: 'vhosts' | 'users', name: string) {
  return management(api, 'DELETE', `/${kind}/${encodeURIComponent(name)}`);
}

/** Deletes those as well that its administrator has made. */
export async function removeAll(api: string, id: string): Promise<void> {
  const made = await madeBy(api, id);
  await Promise.all([
    removeVhost(api, id),
    ...made.vhosts.map((name) => remove(api, 'vhosts', name)),
    ...made.users.map((name) => remove(api, 'users', name)),
  ]);
}

/** The other vhosts and users whose names begin with its own. */
async function madeBy(api: string, id: string) {
  const named = async (path: string) =>
    (await managementNames(api, path))
      .filter((name) => name.startsWith(id) && name !== id)
      .sort();
  const [vhosts, users] = await Promise.all([
    named('/vhosts?columns=name'),
    named('/users?columns=name'),
  ]);
  return { vhosts, users };
}

async function namesLeft(api: string, id: string): Promise<Leak[]> {
  const { vhosts, users } = await madeBy(api, id);
  return [
    ...leak('rabbitmq', 'vhost', vhosts),
    ...leak('rabbitmq', 'user', users),
  ];
}

function asUser(api: string, id: string): string {
  const url = new URL(api);
  url.username = id;
  url.password = id;
  return String(url);
}

async function leaks(api: string, id: string, ours: number): Promise<Leak[]> {
  // A user's connections come from the broker's own table. All other lists of
  // connections come from statistics, which are gathered every 5 s.
  const open = await connectionsLeft(ours, async () => {
    const names = await managementNames(api, `/connections/username/${id}`);
    return names.length;
  });
  const [queues, exchanges] = await Promise.all([
    managementNames(
      api,
      `/queues/${id}?disable_stats=true&enable_queue_totals=true`,
    ),
    managementNames(api, `/exchanges/${id}?columns=name`),
  ]);
  const own = exchanges.filter((name) => !isBrokers(name));
  return [
    ...leak('rabbitmq', 'connection', [], open),
    ...leak('rabbitmq', 'queue', queues.sort()),
    ...leak('rabbitmq', 'exchange', own.sort()),
  ];
}

/** The broker's version, e.g. `3.10.8`. */
export async function rabbitmqVersion(api: string): Promise<string> {
  const path = '/overview?columns=rabbitmq_version';
  const overview = (await management(api, 'GET', path)) as
    { rabbitmq_version?: string } | undefined;
  if (!overview) throw new ServicesError('RabbitMQ gave no overview.');
  return overview.rabbitmq_version ?? 'unknown';
}

/** Removes all vhosts and users but `keep` and the administrator's own. */
export async function emptyRabbitmq(
  api: string,
  keep: (name: string) => boolean,
): Promise<void> {
  const admin = new URL(api).username;
  const [vhosts, users] = await Promise.all([
    managementNames(api, '/vhosts?columns=name'),
    managementNames(api, '/users?columns=name'),
  ]);
  await Promise.all([
    ...vhosts.filter((v) => !keep(v)).map((v) => remove(api, 'vhosts', v)),
    ...users
      .filter((u) => u !== admin && !keep(u))
      .map((u) => remove(api, 'users', u)),
  ]);
  await management(api, 'PUT', '/vhosts/%2F');
  await management(api, 'PUT', `/permissions/%2F/${admin}`, ALL);
}
