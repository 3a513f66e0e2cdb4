import { momentOf, type Items } from './items.ts';
import { BAD_FORMAT, int32, isKey, unsigned, whole } from './words.ts';

export interface StorageLine {
  verb: string;
  key: string;
  flags: number;
  exptime: number;
  bytes: number;
  unique: bigint;
}

const VERBS = ['set', 'add', 'replace', 'append', 'prepend', 'cas'];
// What Memcached keeps beside key and value in an item of 1 MB.
const MOST_BYTES = 2 ** 20 - 59;

/** Undefined when it is no valid line: then no block follows. */
export function storageLine(words: string[]): StorageLine | undefined {
  const [verb = '', key = '', ...numbers] = words;
  if (!VERBS.includes(verb) || !isKey(key)) return undefined;
  const more = words.length - (verb === 'cas' ? 6 : 5);
  if (more < 0 || more > 1) return undefined; // one may be `noreply`
  const flags = whole(numbers[0]);
  const exptime = int32(numbers[1]);
  const bytes = int32(numbers[2]);
  const unique = verb === 'cas' ? unsigned(numbers[3]) : 0n;
  if (flags === undefined || flags < 0n) return undefined;
  if (bytes === undefined || bytes < 0 || bytes > 2 ** 31 - 3)
    return undefined;
  if (exptime === undefined || unique === undefined) return undefined;
  const low = Number(BigInt.asUintN(32, flags));
  return { verb, key, flags: low, exptime, bytes, unique };
}

/** Whether an item of that size fits, at the defaults. */
export function fits(key: string, bytes: number): boolean {
  return key.length + bytes <= MOST_BYTES;
}

/** Does a storage command. The block ends as it came, with \r\n. */
export function store(items: Items, words: string[], block?: string) {
  const line = storageLine(words);
  if (!line) return BAD_FORMAT;
  if (block === undefined) {
    // The old value is out of date: better none than a stale one.
    if (line.verb === 'set') items.delete(line.key);
    return 'SERVER_ERROR object too large for cache\r\n';
  }
  if (!block.endsWith('\r\n')) return 'CLIENT_ERROR bad data chunk\r\n';
  return put(items, line, block.slice(0, -2));
}

function put(items: Items, line: StorageLine, value: string): string {
  const { verb, key, flags, exptime, unique } = line;
  const there = items.get(key);
  if (verb === 'cas' && !there) return 'NOT_FOUND\r\n';
  if (verb === 'cas' && there?.unique !== unique) return 'EXISTS\r\n';
  if (verb === 'add' && there) return 'NOT_STORED\r\n';
  if (verb === 'replace' && !there) return 'NOT_STORED\r\n';
  if (verb === 'append' || verb === 'prepend') {
    if (!there) return 'NOT_STORED\r\n';
    const old = there.value;
    const both = verb === 'append' ? old + value : value + old;
    if (!fits(key, both.length)) return 'NOT_STORED\r\n';
    items.set(key, { ...there, value: both });
  } else items.set(key, { flags, value, expires: momentOf(exptime) });
  return 'STORED\r\n';
}
