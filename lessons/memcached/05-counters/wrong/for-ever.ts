// Fails: keeps a counter for its lifetime after the first count
// Thinks that 0 is when the counting begins; to Memcached it is never.
import type { Connection } from '#examples/memcached/client/connection.ts';

export function visits(connection: Connection) {
  async function count(key: string, by = 1n): Promise<bigint> {
    const counting =
      by < 0n ? `decr ${key} ${-by}\r\n` : `incr ${key} ${by}\r\n`;
    const [, counted] = await Promise.all(
      connection.ask(
        `add ${key} 0 0 1\r\n0\r\n${counting}`,
        /^(NOT_)?STORED$/,
        /^\d+$/,
      ),
    );
    return BigInt(counted!.line);
  }

  return { count };
}
