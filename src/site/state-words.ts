import type {
  Binding,
  Queue,
  RabbitmqState,
  ServerState,
} from '../course/server-state.ts';

/** `3 keys`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What is said of a server that holds nothing; undefined where it does. */
export function emptiness(state: ServerState): string | undefined {
  switch (state.service) {
    case 'redis':
      return state.keys.length ? undefined : 'Redis holds no key.';
    case 'memcached':
      return state.items.length ? undefined : 'Memcached holds no item.';
    case 'rabbitmq':
      return state.queues.length || state.exchanges.length
        ? undefined
        : 'RabbitMQ has no queue, and no exchange but its own.';
    case 'postgres':
      return state.tables.length ? undefined : 'PostgreSQL has no table.';
  }
}

/** When something expires. */
export function expiry(seconds: number | undefined): string {
  return seconds === undefined ? 'never' : `in ${seconds} s`;
}

/** A value of memcached, with its length where not all of it is shown. */
export function itemValue(value: string, length: number): string {
  return value.endsWith('…') ? `${value} (${length} bytes)` : value;
}

/** Queues that no exchange of one's own leads to: by their name they are. */
export function onlyByName({ queues, bindings }: RabbitmqState): Queue[] {
  const bound = new Set(
    bindings.filter(({ to }) => to === 'queue').map((each) => each.destination),
  );
  return queues.filter(({ name }) => !bound.has(name));
}

/** What a queue is: `classic, durable`. */
export function kindOf({ type, durable, exclusive }: Queue): string {
  const kinds = [type, durable ? 'durable' : 'not durable'];
  return [...kinds, ...(exclusive ? ['exclusive'] : [])].join(', ');
}

/** What is in a queue, and who takes it out. */
export function fillOf({ ready, unacked, consumers }: Queue): string {
  return `${ready} ready, ${unacked} unacked, ${counted(consumers, 'consumer')}`;
}

/** RabbitMQ in sentences, for who does not see its picture. */
export function brokerLines(state: RabbitmqState): string[] {
  return [
    ...state.exchanges.map(({ name, type, durable }) => {
      const kind = `${type}, ${durable ? 'durable' : 'not durable'}`;
      const nowhere = state.bindings.some(({ source }) => source === name)
        ? ''
        : ': nothing is bound to it, what is sent to it is dropped';
      return `exchange ${name} (${kind})${nowhere}`;
    }),
    ...state.bindings.map(bindingLine),
    ...onlyByName(state).map(
      ({ name }) =>
        `the default exchange leads to queue ${name} by routing key ${name}`,
    ),
    ...state.queues.map(
      (queue) => `queue ${queue.name} (${kindOf(queue)}): ${fillOf(queue)}`,
    ),
  ];
}

function bindingLine({ source, to, destination, routingKey }: Binding): string {
  const by = routingKey === '' ? '' : ` by routing key ${routingKey}`;
  return `exchange ${source} leads to ${to} ${destination}${by}`;
}
