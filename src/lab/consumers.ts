import type { RunEvent } from '../course/event.ts';
import type { ServerState } from '../course/server-state.ts';

/**
 * Who consumes from which queue, by what crossed the wire: RabbitMQ itself
 * tells of a new consumer only after seconds.
 */
export class Consumers {
  /** By connection, channel and tag: the queue. */
  #queues = new Map<string, string>();
  /** Queues that were asked for and not yet granted, by channel. */
  #asked = new Map<string, string[]>();

  /** To be told each event of the run. */
  saw(event: RunEvent) {
    if (event.event !== 'wire' && event.event !== 'connection') return;
    if (event.service !== 'rabbitmq') return;
    const connection = `${event.pane} ${event.connection} `;
    if (event.event === 'connection') {
      if (event.state === 'closed') this.#forget(connection);
      return;
    }
    const [, number, method] =
      /^(?:channel (\d+): )?([\w.-]+)/.exec(event.text) ?? [];
    const channel = `${connection}${number ?? '1'} `;
    const field = (name: string) => fieldOf(event.text, name);
    switch (method) {
      case 'basic.consume':
        this.#askedOn(channel).push(field('queue'));
        break;
      case 'basic.consume-ok': {
        const queue = this.#askedOn(channel).shift();
        if (queue) this.#queues.set(channel + field('consumer-tag'), queue);
        break;
      }
      case 'basic.cancel':
        this.#queues.delete(channel + field('consumer-tag'));
        break;
      case 'channel.close':
        this.#forget(channel);
    }
  }

  /** The state of RabbitMQ with the consumers that are known here. */
  in(state: ServerState): ServerState {
    if (state.service !== 'rabbitmq') return state;
    const all = [...this.#queues.values()];
    const queues = state.queues.map((queue) => {
      const known = all.filter((name) => name === queue.name).length;
      return { ...queue, consumers: Math.max(queue.consumers, known) };
    });
    return { ...state, queues };
  }

  #askedOn(channel: string): string[] {
    const asked = this.#asked.get(channel) ?? [];
    this.#asked.set(channel, asked);
    return asked;
  }

  /** All that goes with a connection or a channel. */
  #forget(start: string) {
    for (const map of [this.#queues, this.#asked])
      for (const key of map.keys()) if (key.startsWith(start)) map.delete(key);
  }
}

/** A field of a method: `queue="jobs"`. */
function fieldOf(text: string, name: string): string {
  const found = new RegExp(` ${name}=("(?:[^"\\\\]|\\\\.)*")`).exec(text);
  try {
    return found ? String(JSON.parse(found[1]!)) : '';
  } catch {
    return found![1]!; // bytes that are no text: the same each time
  }
}
