import { beforeAll, expect, inject, test } from 'vitest';
import type { Provider } from '../../../src/services/service.ts';
import { openServices } from '../../../src/services/services.ts';
import { openLab } from '../lab-client.ts';
import { ALL, openConsole } from './open-console.ts';

let services: Provider;

beforeAll(async () => {
  services = await openServices({ root: inject('servicesRoot') });
});

async function memcached() {
  const lab = await openLab(services, { examples: ALL });
  return openConsole(lab, 'memcached');
}

test('memcached is talked to as by telnet, data blocks as they are typed', async () => {
  const console = await memcached();
  expect(console.ready.prompt).toBe('');
  expect(console.ready.commands).toContain('gets');
  for (const line of ['set greeting 0 0 5', 'hello']) await console.say(line);
  await console.hears(/^STORED\n$/);
  await console.say('get greeting');
  await console.hears(/^STORED\nVALUE greeting 0 5\nhello\nEND\n$/);
  await console.say('nonsense');
  await console.hears(/ERROR\n$/);
  await console.say('set n 0 0 3');
  await console.say('too long');
  await console.hears(/CLIENT_ERROR bad data chunk\n/);
});

test('quit is said, and the next line connects again', async () => {
  const console = await memcached();
  await console.say('quit');
  await console.hears(/^~ The server has closed the connection; the next/);
  await console.say('version');
  await console.hears(/VERSION \d/);
});

test('of a huge value the first part is shown', async () => {
  const console = await memcached();
  const value = 'x'.repeat(60_000);
  await console.say('set big 0 0 300000');
  for (let n = 0; n < 4; n++) await console.say(value.slice(2));
  await console.say(value);
  await console.hears(/STORED\n/);
  await console.say('get big');
  await console.hears(/~ Only the first 256 kB of an answer are shown/);
  expect(console.said().length).toBeLessThan(270_000);
  await console.say('version');
  await console.hears(/VERSION \d/);
});
