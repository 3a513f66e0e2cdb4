import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../exchange.ts';
import { primaryOf, withPrimary } from '../redis-conf.ts';
import { ServicesError } from '../services-error.ts';
import type { OneOfSeveral } from './several.ts';

/** Milliseconds for a replica to have what its primary has. */
const FOLLOWS = 10_000;
/** Milliseconds for a Redis to write its files on its way out. */
const SAVES = 5_000;

/** The options of a Redis, with the address of its primary if it has one. */
export async function withPrimaryOf({
  flags,
  before,
}: OneOfSeveral): Promise<readonly string[]> {
  const number = primaryOf(flags);
  if (number === undefined) return flags;
  const { inside } = await before(number);
  return withPrimary(flags, inside!);
}

/** Resolves when a server that is a replica by its options has followed. */
export async function followed(
  port: number,
  options: readonly string[] = [],
): Promise<void> {
  if (primaryOf(options) === undefined) return;
  const end = performance.now() + FOLLOWS;
  const ask = () => exchange(port, 'INFO replication\r\n', /repl_backlog/);
  while (!/role:master|master_link_status:up/.test(await ask())) {
    if (performance.now() > end)
      throw new ServicesError('The replica did not reach its primary.');
    await sleep(5);
  }
}

/** Ends a Redis as its SIGTERM would: it saves what it is set to save. */
export async function shutDown(port: number): Promise<void> {
  await exchange(port, 'SHUTDOWN NOW\r\n', /^-/, SAVES).catch(() => '');
}
