/** What a service does: the names of exchanges, and of queues. */
export interface Service {
  publishes: string[];
  consumes: string[];
}

/** Three regular expressions, as RabbitMQ keeps them for each vhost. */
export interface Permissions {
  configure: string;
  write: string;
  read: string;
}

/**
 * The rights that a service needs, and no others: it publishes to
 * those exchanges and consumes from those queues, which somebody
 * else has declared. Each name is meant to the letter.
 *
 * @throws {RangeError} for the default exchange, `''` or
 * `amq.default`: who may publish to it may send to every queue.
 */
export function permissionsFor(service: Service): Permissions {
  throw new Error(
    `Begin here: write three regular expressions that match ` +
      `${[...service.publishes, ...service.consumes].join(', ')} ` +
      `and no other name.`,
  );
}

/**
 * Makes a user without tags, with the rights of `service` in one
 * vhost. Resolves when RabbitMQ has both.
 *
 * @param management the API with an administrator's credentials:
 * `http://name:password@host:15672/api`
 * @param vhost its name as it is, for one `shop/eu`
 * @throws {Error} when RabbitMQ refuses, with the status in its
 * message, and no password
 */
export async function addUser(
  management: string,
  vhost: string,
  user: { name: string; password: string },
  service: Service,
): Promise<void> {
  throw new Error(
    `Begin here: PUT the user "${user.name}" to ` +
      `${new URL(management).host}, then its permissions in ` +
      `"${vhost}" for ${service.publishes.length} exchanges.`,
  );
}
