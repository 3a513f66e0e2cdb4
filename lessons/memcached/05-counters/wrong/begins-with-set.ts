// Fails: counts on where another process begins the counter meanwhile
// Begins a counter with set, which also puts back one that has begun.
import type { Connection } from '#examples/memcached/client/connection.ts';

export function visits(connection: Connection, seconds: number) {
  async function count(key: string, by = 1n): Promise<bigint> {
    const counting =
      by < 0n ? `decr ${key} ${-by}\r\n` : `incr ${key} ${by}\r\n`;
    const [counted] = connection.ask(counting, /^(\d+|NOT_FOUND)$/);
    const { line } = await counted!;
    if (line !== 'NOT_FOUND') return BigInt(line);

    const [, first] = await Promise.all(
      connection.ask(
        `set ${key} 0 ${seconds} 1\r\n0\r\n${counting}`,
        /^STORED$/,
        /^\d+$/,
      ),
    );
    return BigInt(first!.line);
  }

  return { count };
}
