// Fails: counts twenty visits that come at once
// Reads the count, adds to it, and writes it back.
import type { Connection } from '#examples/memcached/client/connection.ts';

export function visits(connection: Connection, seconds: number) {
  async function count(key: string, by = 1n): Promise<bigint> {
    const [read] = connection.ask(`get ${key}\r\n`, /^END$/);
    const item = (await read!).items[0];
    const before = BigInt(item?.data.toString() ?? '0');
    const after = before + by < 0n ? 0n : before + by;
    const [stored] = connection.ask(
      `set ${key} 0 ${seconds} ${String(after).length}\r\n${after}\r\n`,
      /^STORED$/,
    );
    await stored!;
    return after;
  }

  return { count };
}
