// Fails: tells as well when only the rights are refused
// Sends the second request, and does not wait for its answer.
export interface Service {
  publishes: string[];
  consumes: string[];
}

export interface Permissions {
  configure: string;
  write: string;
  read: string;
}

/** RabbitMQ calls the exchange without a name so, in permissions. */
const DEFAULT_EXCHANGE = 'amq.default';

function exactly(names: string[]): string {
  if (names.length === 0) return '^$';
  const escaped = names.map((name) =>
    name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  );
  return `^(${escaped.join('|')})$`;
}

export function permissionsFor(service: Service): Permissions {
  for (const exchange of service.publishes)
    if (exchange === '' || exchange === DEFAULT_EXCHANGE)
      throw new RangeError(
        'the default exchange reaches every queue: declare one of your own',
      );
  return {
    configure: '^$',
    write: exactly(service.publishes),
    read: exactly(service.consumes),
  };
}

export async function addUser(
  management: string,
  vhost: string,
  user: { name: string; password: string },
  service: Service,
): Promise<void> {
  const { origin, pathname, username, password } = new URL(management);
  const admin = decodeURIComponent(`${username}:${password}`);
  async function put(path: string, body: object) {
    const answer = await fetch(origin + pathname + path, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${btoa(admin)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status}`);
  }
  const name = encodeURIComponent(user.name);
  const place = encodeURIComponent(vhost);
  const permissions = permissionsFor(service);
  await put(`/users/${name}`, { password: user.password, tags: '' });
  void put(`/permissions/${place}/${name}`, permissions);
}
