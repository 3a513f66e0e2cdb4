import type { TableTrack } from '../../course/recap-headings.ts';

/** Commands of Redis that say little without the word behind them. */
const CONTAINERS =
  /^(ACL|CLIENT|CLUSTER|COMMAND|CONFIG|DEBUG|FUNCTION|LATENCY|MEMORY|MODULE|OBJECT|PUBSUB|SCRIPT|SLOWLOG|XGROUP|XINFO)$/;

/** The same by memjs, which speaks the binary protocol. */
const OPCODES: Record<string, string> = {
  increment: 'incr',
  decrement: 'decr',
  stat: 'stats',
  flush: 'flush_all',
};

const named: Record<Exclude<TableTrack, 'orm'>, (text: string) => string> = {
  memcached(text) {
    const [name = '', more = ''] = text.trim().split(/\s+/);
    const lower = name.toLowerCase();
    const known = OPCODES[lower] ?? lower;
    return known === 'stats' && /^[a-z]+$/.test(more) ? `stats ${more}` : known;
  },
  redis(text) {
    const [name = '', more = ''] = text.trim().toUpperCase().split(/\s+/);
    return CONTAINERS.test(name) && more !== '' ? `${name} ${more}` : name;
  },
  rabbitmq(text) {
    const [name = ''] = text.replace(/^channel \d+: /, '').split(/[\s,]+/);
    return name;
  },
};

/**
 * The name of a command, from the words that are sent: `CONFIG GET` of
 * `CONFIG GET dir`, `basic.ack` of `channel 2: basic.ack tag=1`, `incr` of
 * `incr key 5` and of memjs's `Increment key`.
 */
export function commandName(
  track: Exclude<TableTrack, 'orm'>,
  text: string,
): string {
  return named[track](text);
}

/**
 * What a call in TypeScript is called: `cache.get` of
 * `await cache.get(key)`, `pg.Pool` of `new pg.Pool({ max })`.
 */
export function callName(code: string): string {
  const bare = code
    .replace(/^const .*? = /, '')
    .replace(/^(?:await|new|\(\) =>) /, '')
    .trim();
  if (/^\w+\.\w+ = /.test(bare)) return 'entity.property =';
  // What comes before the call that is meant: `orm.em.fork().insert`.
  const path = /^[\w.]+(?=\(|$)/.exec(bare)?.[0];
  return path?.replace(/^\./, '') ?? bare;
}

/** An id that reads as the name does: `config-get`, `em-find-one`. */
export function idOf(name: string): string {
  const apart = name.replace(/([a-z\d])(?=[A-Z])/g, '$1 ');
  return (apart.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join('-');
}
