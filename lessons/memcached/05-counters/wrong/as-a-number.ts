// Fails: resolves to the count with its last digit, up to 2^64 - 1
// Reads the reply as a JavaScript number.
import type { Connection } from '#examples/memcached/client/connection.ts';

export function visits(connection: Connection, seconds: number) {
  async function count(key: string, by = 1n): Promise<bigint> {
    const counting =
      by < 0n ? `decr ${key} ${-by}\r\n` : `incr ${key} ${by}\r\n`;
    const [counted] = connection.ask(counting, /^(\d+|NOT_FOUND)$/);
    const { line } = await counted!;
    if (line !== 'NOT_FOUND') return BigInt(Number(line));

    const [, first] = await Promise.all(
      connection.ask(
        `add ${key} 0 ${seconds} 1\r\n0\r\n${counting}`,
        /^(NOT_)?STORED$/,
        /^\d+$/,
      ),
    );
    return BigInt(Number(first!.line));
  }

  return { count };
}
