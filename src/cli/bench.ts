import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { UserError } from '../course/user-error.ts';
import { openServices } from '../services/services.ts';
import {
  measureMemcachedClients,
  type ClientsRow,
} from './bench/memcached-clients.ts';
import type { Measured } from './bench/rounds.ts';
import { callersFolder } from './called-from.ts';
import { readArguments } from './read-arguments.ts';
import { withServices } from './with-services.ts';

/**
 * `npm run bench [-- --rounds N] [--json FILE]`: measures side by side, and
 * prints rates with their spread, and ratios. Exit code 0.
 */
export async function bench(args: string[]): Promise<number> {
  const { values } = readArguments('bench', {
    args,
    options: { rounds: { type: 'string' }, json: { type: 'string' } },
  });
  const rounds = Number(values.rounds ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new UserError(
      `--rounds wants a number from 1 on, and got "${values.rounds}".`,
    );
  }
  const services = await openServices();
  return withServices(services, ['memcached'], async (signal) => {
    const lease = await services.lease(['memcached']);
    try {
      const turns = { rounds, milliseconds: 300 };
      const address = lease.addresses.MEMCACHE_SERVERS!;
      const rows = await measureMemcachedClients(address, turns, signal);
      console.log(tableOf(rows, rounds));
      if (values.json) {
        const machine = { cores: cpus().length, node: process.version };
        const versions = { ...machine, memcached: lease.versions.memcached };
        const made = { ...versions, rounds, memcachedClients: rows };
        const text = `${JSON.stringify(made, null, 2)}\n`;
        writeFileSync(path.resolve(callersFolder, values.json), text);
      }
      return 0;
    } finally {
      await lease.release();
    }
  });
}

/** The rows, for a terminal. */
function tableOf(rows: ClientsRow[], rounds: number): string {
  const lines = rows.map(({ what, ours, memjs, ratio }) =>
    [
      what.padEnd(20),
      rate(ours).padEnd(26),
      rate(memjs).padEnd(26),
      `${ratio.toFixed(2)}×`,
    ].join(''),
  );
  return [
    `Memcached clients on one connection, keys a second (median of ${rounds} rounds, and their spread)`,
    `${''.padEnd(20)}${'examples/memcached/client'.padEnd(26)}${'memjs'.padEnd(26)}ratio`,
    ...lines,
  ].join('\n');
}

function rate({ median, spread: [least, most] }: Measured): string {
  const thousands = (rate: number) => `${(rate / 1000).toFixed(1)}k`;
  return `${thousands(median)} (${thousands(least)}–${thousands(most)})`;
}
