import type { Redis } from 'ioredis';
import type { RedisKey, RedisState } from '../../course/server-state.ts';
import { connected } from './redis-contents.ts';
import { cut, ENOUGH_BYTES, named, quoted } from './value-text.ts';

/** Keys that are listed; more are counted. */
const MOST = 100;
/** Keys of one database that are looked through for the first ones. */
const SCANNED = 20_000;
/** Elements of one value that are looked at. */
const ELEMENTS = 100;

/** The keys of all databases, with what they hold. */
export async function lookAtRedis(port: number): Promise<RedisState> {
  return connected(port, async (redis) => {
    const keyspace = await redis.info('keyspace');
    const databases = [...keyspace.matchAll(/^db(\d+):keys=(\d+)/gm)];
    const keys: RedisKey[] = [];
    let count = 0;
    for (const [, database, size] of databases) {
      await redis.select(Number(database));
      const names = await keysOf(redis);
      const first = names.slice(0, MOST - keys.length);
      const found = await contents(redis, Number(database), first);
      keys.push(...found);
      // Between the count and the look some may have expired.
      const gone = first.length - found.length;
      count += Math.max(Number(size), names.length) - gone;
    }
    return { service: 'redis', keys, more: Math.max(0, count - keys.length) };
  });
}

/** SCAN may give a key twice. */
async function keysOf(redis: Redis): Promise<Buffer[]> {
  const names = new Map<string, Buffer>();
  let cursor = '0';
  do {
    const [next, keys] = await redis.scanBuffer(cursor, 'COUNT', 1000);
    for (const key of keys) names.set(key.toString('latin1'), key);
    cursor = next.toString();
  } while (cursor !== '0' && names.size < SCANNED);
  return [...names.values()].sort(Buffer.compare);
}

async function contents(
  redis: Redis,
  database: number,
  keys: Buffer[],
): Promise<RedisKey[]> {
  const about = redis.pipeline();
  for (const key of keys) about.type(key).ttl(key);
  const said = resultsOf(await about.exec()) as (string | number)[];
  const types = keys.map((_, index) => String(said[2 * index]));
  const reads = redis.pipeline();
  keys.forEach((key, index) => {
    const [command, ...rest] = READS[types[index]!] ?? ['EXISTS'];
    reads.callBuffer(command, key, ...rest);
  });
  const values = resultsOf(await reads.exec());
  return keys.flatMap((key, index) => {
    const type = types[index]!;
    if (type === 'none') return [];
    const seconds = Number(said[2 * index + 1]);
    return {
      database,
      key: named(key),
      type,
      ...(seconds >= 0 && { seconds }),
      value: cut(asText(type, values[index])),
    };
  });
}

function resultsOf(results: [Error | null, unknown][] | null): unknown[] {
  return (results ?? []).map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}

/** How the beginning of a value of each type is read. */
const READS: Record<string, [string, ...string[]]> = {
  string: ['GETRANGE', '0', String(ENOUGH_BYTES)],
  list: ['LRANGE', '0', String(ELEMENTS)],
  set: ['SSCAN', '0', 'COUNT', String(ELEMENTS)],
  hash: ['HSCAN', '0', 'COUNT', String(ELEMENTS)],
  zset: ['ZRANGE', '0', String(ELEMENTS), 'WITHSCORES'],
  stream: ['XRANGE', '-', '+', 'COUNT', String(ELEMENTS)],
};

/** On one line; what has no order is sorted. */
function asText(type: string, value: unknown): string {
  switch (type) {
    case 'string':
      return quoted(value as Buffer);
    case 'list':
      return texts(value).join(', ');
    case 'set':
      return texts((value as unknown[])[1])
        .sort()
        .join(', ');
    case 'hash':
      return pairs((value as unknown[])[1])
        .sort()
        .join(', ');
    case 'zset':
      return pairs(value, (score) => score.toString()).join(', ');
    case 'stream':
      return (value as [Buffer, unknown][])
        .map(([id, fields]) => `${id.toString()} ${pairs(fields).join(', ')}`)
        .join('; ');
    default:
      return '';
  }
}

/** A list, however a version of the protocol nests it. */
function flat(value: unknown): Buffer[] {
  return [value].flat(3) as Buffer[];
}

function texts(value: unknown): string[] {
  return flat(value).map((each) => quoted(each));
}

function pairs(value: unknown, last = quoted): string[] {
  const all = flat(value);
  return all.flatMap((each, index) =>
    index % 2 === 0 ? `${named(each)}: ${last(all[index + 1]!)}` : [],
  );
}
