import type { ManyStep, Step } from './steps.ts';

/** What a client writes a value as, and reads it back by. */
type Kind = 'text' | 'bytes' | 'integer' | 'json';

interface Item {
  kind: Kind;
  data: Buffer;
  /** Perhaps compressed: then its bytes on the server are others. */
  packed: boolean;
  version: number;
}

const TOO_MUCH = 2n ** 64n;

/** The steps that the model knows, with what it gives for each. */
export function expectations(steps: (Step | ManyStep)[]) {
  const model = new Model();
  return steps.flatMap(
    (step): { step: Step | ManyStep; expected: unknown }[] => {
      if (!model.knows(step)) return [];
      const expected = model.do(step);
      if (expected !== 'Refused' || !('key' in step))
        return [{ step, expected }];
      // Right behind a `noreply`, an error would end the connection.
      const get = { call: 'get', key: step.key } as const;
      return [
        { step: get, expected: model.do(get) },
        { step, expected },
      ];
    },
  );
}

/** Says what the client should, from a Map of its own. */
export class Model {
  readonly #items = new Map<string, Item>();
  readonly #seen = new Map<string, number>();
  #version = 0;

  /** Whether it can tell what the client says to a step. */
  knows(step: Step | ManyStep): boolean {
    if (!('key' in step)) return true;
    const item = this.#items.get(String(step.key));
    if (step.call === 'append' || step.call === 'prepend')
      return !item || (!item.packed && /text|bytes/.test(item.kind));
    if (step.call !== 'incr' && step.call !== 'decr') return true;
    if (!item) return true;
    if (item.packed) return false;
    const text = textOf(item);
    // From 2^63 on Memcached 1.6.18 looks for a minus behind the item, too:
    // test/examples/memcached/large-counters.test.ts.
    if (/^\d+ *$/.test(text)) return BigInt(text.trimEnd()) < 2n ** 63n;
    return /^(-\d{1,18}|[a-z].*)$/.test(text);
  }

  do(step: Step | ManyStep): unknown {
    if ('key' in step) return this.#one(step, String(step.key));
    const { prefix = '' } = step;
    if (step.call === 'setMany') {
      for (const [key, value] of step.values)
        this.#put(`${prefix}${key}`, itemOf(value));
      return [];
    }
    const names = step.keys.map((key) => [key, `${prefix}${key}`] as const);
    if (step.call === 'deleteMany') {
      for (const [, name] of names) this.#items.delete(name);
      return [];
    }
    const found = names.filter(([, name]) => this.#items.has(name));
    return new Map(
      found.map(([key, name]) => [key, read(this.#items.get(name)!)]),
    );
  }

  #one(step: Step, name: string): unknown {
    const item = this.#items.get(name);
    switch (step.call) {
      case 'get':
        return item && read(item);
      case 'gets':
        if (item) this.#seen.set(name, item.version);
        return item && read(item);
      case 'append':
      case 'prepend': {
        if (!item) return step.quiet;
        const more = Buffer.from(step.value);
        const both =
          step.call === 'append' ? [item.data, more] : [more, item.data];
        this.#put(name, { ...item, data: Buffer.concat(both) });
        return true;
      }
      case 'delete':
        return this.#items.delete(name) || step.quiet;
      case 'touch':
        if (step.expires < 0) this.#items.delete(name);
        return item !== undefined || step.quiet;
      case 'incr':
      case 'decr':
        return this.#count(step, name, item);
      default:
        return this.#store(step, name, item);
    }
  }

  #store(
    {
      call,
      value,
      options,
    }: Extract<Step, { value: unknown; options: object }>,
    name: string,
    item: Item | undefined,
  ): unknown {
    const { noreply = false, compressFrom = 0, expires } = options;
    if (call === 'add' && item) return noreply;
    if (call === 'replace' && !item) return noreply;
    if (call === 'cas') {
      if (!item) return noreply ? 'stored' : 'not found';
      const same = item.version === this.#seen.get(name);
      if (!same) return noreply ? 'stored' : 'exists';
    }
    this.#put(name, itemOf(value, compressFrom));
    if (Number(expires) < 0) this.#items.delete(name);
    return call === 'cas' ? 'stored' : true;
  }

  #count(
    { call, by, quiet }: Extract<Step, { by: bigint }>,
    name: string,
    item: Item | undefined,
  ): unknown {
    if (!item) return undefined;
    const digits = textOf(item).trimEnd();
    const old = /^\d+$/.test(digits) ? BigInt(digits) : TOO_MUCH;
    if (old >= TOO_MUCH) return quiet ? undefined : 'Refused';
    const less = old > by ? old - by : 0n;
    const now = call === 'incr' ? (old + by) % TOO_MUCH : less;
    // In the room that the old number had.
    const text = String(now).padEnd(item.data.length, ' ');
    this.#put(name, { ...item, data: Buffer.from(text) });
    return quiet ? undefined : now;
  }

  #put(name: string, item: Omit<Item, 'version'>) {
    this.#items.set(name, { ...item, version: (this.#version += 1) });
  }
}

function textOf({ data }: Item): string {
  return data.toString('latin1');
}

function itemOf(value: unknown, compressFrom = 0): Omit<Item, 'version'> {
  const kind = kindOf(value);
  const data =
    kind === 'bytes'
      ? Buffer.from(value as Buffer)
      : Buffer.from(kind === 'json' ? JSON.stringify(value) : String(value));
  const packed = compressFrom > 0 && data.length > compressFrom;
  return { kind, data, packed: packed && kind !== 'integer' };
}

function kindOf(value: unknown): Kind {
  if (typeof value === 'string') return 'text';
  if (Buffer.isBuffer(value)) return 'bytes';
  if (typeof value === 'bigint' || Number.isSafeInteger(value))
    return 'integer';
  return 'json';
}

function read({ kind, data }: Item): unknown {
  if (kind === 'bytes') return data;
  const text = data.toString();
  if (kind === 'text') return text;
  if (kind === 'json') return JSON.parse(text);
  const exact = Number.isSafeInteger(Number(text));
  return exact ? Number(text) : BigInt(text.trim());
}
