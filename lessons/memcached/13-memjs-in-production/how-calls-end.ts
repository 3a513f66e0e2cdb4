// What check.test.ts expects of the end of a call, and of a program.
import { Client } from 'memjs';
import { expect } from 'vitest';
import { start } from '#check/program';
import type { Cache } from './exercise.ts';
import { startServer } from './servers.ts';

/** The four calls, by their names. */
export const calls: [string, (cache: Cache) => Promise<unknown>][] = [
  ['get', (cache) => cache.get('price:tea')],
  ['set', (cache) => cache.set('price:tea', '4.20 EUR', 60)],
  ['delete', (cache) => cache.delete('price:tea')],
  ['increment', (cache) => cache.increment('price:tea', 1)],
];

/** How a call ends: its error, or `it resolved to …` as JSON. */
export async function endOf(call: Promise<unknown>): Promise<string> {
  let end = 'it never settled';
  call.then(
    (result) => (end = `it resolved to ${JSON.stringify(result)}`),
    (error: unknown) => (end = String(error)),
  );
  await expect
    .poll(() => end, {
      message:
        'The call has not settled, long after its deadline. memjs forgets a call when the server hangs up, so a timer of yours has to end it; and it tries a call that fails a second time, unless `retries` is 1',
    })
    .not.toBe('it never settled');
  return end;
}

/** Expects the error of a deadline of 150 ms. */
export async function expectDeadline(
  name: string,
  call: Promise<unknown>,
) {
  const end = await endOf(call);
  expect(
    end,
    `${name}('price:tea') got no answer, so it must reject. No answer is no miss, and nobody knows what was stored or counted`,
  ).not.toContain('resolved');
  for (const part of [name, 'price:tea', '150']) {
    expect(
      end,
      `${name}('price:tea') got no answer, with a deadline of 150 ms. The error must name the call, the key and the deadline, and this one lacks "${part}"`,
    ).toContain(part);
  }
}

/** A plain memjs loses a call: resolves when it has sent that again. */
export async function untilMemjsSendsAgain() {
  const server = await startServer('hangs up', 'passes on');
  const client = Client.create(server.address);
  const lost = client.get('lost');
  await expect.poll(() => server.requests()).toBe(1);
  await expect.poll(() => client.servers[0]!.connected).toBe(false);
  await client.get('next');
  await lost;
  client.close();
}

/** Starts `one-call.ts`, and expects it to end by itself. */
export async function expectProgramToEnd(
  args: string[],
  message: string,
) {
  const program = await start('one-call.ts', args);
  let said = 'it is still running';
  program.line().then(
    (line) => (said = line),
    (error: unknown) => (said = String(error)),
  );
  await expect.poll(() => said, { message }).toBe('it has ended');
}
