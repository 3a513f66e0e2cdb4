import { beforeEach, describe, expect, test } from 'vitest';
import { freePort, settings } from '#check/memcached';
import { argv, type ServerOptions } from './exercise.ts';

const MEGABYTE = 1024 * 1024;
let port: number;
beforeEach(async () => {
  port = await freePort();
});

/** Starts a server with the answer's arguments, and asks its settings. */
function started(options: Partial<ServerOptions> = {}) {
  return settings(argv({ port, megabytes: 16, ...options }));
}

/** What `argv` throws; undefined when it gives arguments. */
function refusal(options: Partial<ServerOptions>): string | undefined {
  try {
    argv({ port, megabytes: 16, ...options });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('Start it for this machine only', () => {
  test('listens on the loopback unless told otherwise', async () => {
    expect(
      (await started()).inter,
      'a server was started with your arguments and asked for its settings. `inter` is the address that it listens at; NULL is every address of this machine',
    ).toBe('127.0.0.1');
  });

  test('listens at its port for TCP, and not for UDP', async () => {
    const { tcpport, udpport } = await started();
    expect(tcpport, 'the TCP port, -p').toBe(String(port));
    expect(
      udpport,
      'the UDP port, -U: 0 is off. With UDP on, strangers can have the server flood others',
    ).toBe('0');
  });

  test.each(['0.0.0.0', '192.168.7.102', '::', '127.0.0.1,0.0.0.0'])(
    'refuses to listen at %s without being told that it is open to all',
    (listen) => {
      const why = refusal({ listen });
      expect(
        why,
        `argv gave arguments for a server at ${listen}, which others can reach, and that has no password: it must throw`,
      ).toBeDefined();
      expect(
        why,
        'the error must name the address, so that the reader knows which one',
      ).toContain(listen);
    },
  );

  test('listens where it is told when it is to be open to all', () => {
    const args = argv({
      port,
      megabytes: 16,
      listen: '192.168.7.102',
      openToAll: true,
    });
    expect(
      args[args.indexOf('-l') + 1],
      `with openToAll the address is meant. (It was not started here.) The arguments were ${args.join(' ')}`,
    ).toBe('192.168.7.102');
  });
});

describe('Give it what it may take', () => {
  test('has the memory that it was given', async () => {
    expect(
      (await started({ megabytes: 24 })).maxbytes,
      'maxbytes, for 24 MB. The flag -m takes megabytes, and the settings tell bytes',
    ).toBe(String(24 * MEGABYTE));
  });

  test('takes as many connections as it was told', async () => {
    expect(
      (await started({ connections: 200 })).maxconns,
      'maxconns, with the option `connections: 200`',
    ).toBe('200');
    expect(
      (await started()).maxconns,
      'maxconns, without the option `connections`',
    ).toBe('1024');
  });

  test('takes items as large as it was told', async () => {
    expect(
      (await started({ largestItem: 4 })).item_size_max,
      'item_size_max, with `largestItem: 4`. The flag -I takes 4m; a bare 4 is 4 bytes',
    ).toBe(String(4 * MEGABYTE));
    expect(
      (await started()).item_size_max,
      'item_size_max, without the option `largestItem`',
    ).toBe(String(MEGABYTE));
  });

  test('evicts unless it is told not to', async () => {
    expect(
      (await started()).evictions,
      'a cache makes room for the newest, unless told otherwise',
    ).toBe('on');
    expect(
      (await started({ evict: false })).evictions,
      'with `evict: false` a full server reports an error: -M',
    ).toBe('off');
  });

  test('refuses an item that memcached would not start with', async () => {
    expect(
      refusal({ megabytes: 16, largestItem: 9 }),
      'memcached itself ends with "Cannot set item size limit higher than 1/2 of memory max", which nobody reads in the log of a container: argv must throw before',
    ).toBeDefined();
    expect(
      refusal({ megabytes: 16, largestItem: 8 }),
      'half of the memory is possible',
    ).toBeUndefined();
  });
});
