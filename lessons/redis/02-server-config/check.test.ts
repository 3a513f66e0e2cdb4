import { beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '#check/memcached';
import { settings, trialFolder } from '#check/redis';
import { redisConf, type ServerOptions } from './exercise.ts';

const LOOPBACK = ['127.0.0.1', '::1', '-::1', 'localhost'];
let port: number;
let folder: string;
beforeEach(async () => {
  port = await freePort();
  folder = await trialFolder();
});

const conf = (options: Partial<ServerOptions> = {}) =>
  redisConf({
    port,
    dir: folder,
    logfile: `${folder}/redis.log`,
    pidfile: `${folder}/redis.pid`,
    megabytes: 16,
    policy: 'allkeys-lru',
    ...options,
  });

/** Starts a Redis with the answer's redis.conf, and asks its settings. */
const started = (options?: Partial<ServerOptions>) =>
  settings(conf(options));

/** What `redisConf` throws; undefined when it gives a text. */
function refusal(options: Partial<ServerOptions>): string | undefined {
  try {
    conf(options);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The values of a setting, as they stand in a redis.conf. */
const written = (text: string, name: string) =>
  new RegExp(`^\\s*${name}\\s+(.*)$`, 'im').exec(text)?.[1];

describe('Start it for this machine only', () => {
  test('stays in the foreground', () => {
    expect(
      written(conf(), 'daemonize') ?? 'no',
      'daemonize: systemd and Docker watch the process that they have started, and with yes that one ends at once',
    ).toMatch(/^"?no"?$/);
  });

  test('listens on the loopback unless told otherwise', async () => {
    const { bind } = await started();
    expect(
      bind!.split(' ').filter((each) => !LOOPBACK.includes(each)),
      `a server was started with your redis.conf, and its bind is "${bind}". These addresses are not the loopback`,
    ).toEqual([]);
    expect((await started()).port, 'the port').toBe(String(port));
  });

  test.each([
    '0.0.0.0',
    '*',
    '192.168.17.15',
    '127.0.0.1 192.168.17.15',
  ])('refuses to listen at %s without a password', (addresses) => {
    const bind = addresses.split(' ');
    for (const options of [{ bind }, { bind, password: '' }]) {
      const why = refusal(options);
      expect(
        why,
        `redisConf gave a redis.conf for ${JSON.stringify(options)}: others can reach that server, and it has no password. It must throw`,
      ).toBeDefined();
      expect(why, 'the error must name the address').toContain(
        bind.at(-1),
      );
    }
  });

  test('listens where it is told when there is a password', () => {
    const text = conf({
      bind: ['127.0.0.1', '192.168.17.15'],
      password: 'heron-42',
    });
    expect(
      written(text, 'bind')?.replaceAll('"', ''),
      'the values of bind, in one line. (It was not started here.)',
    ).toBe('127.0.0.1 192.168.17.15');
    expect(
      written(text, 'requirepass')?.replaceAll('"', ''),
      'requirepass, the password of the default user',
    ).toBe('heron-42');
  });

  test('leaves protected mode on', async () => {
    expect(
      (await started())['protected-mode'],
      'protected-mode refuses others while there is no password: the second lock, for the day when somebody changes bind',
    ).toBe('yes');
  });
});

describe('Say where its files are', () => {
  test('has its data, its log and its process id where it is told', async () => {
    const { dir, logfile, pidfile } = await started();
    expect({ dir, logfile, pidfile }, 'what the server says').toEqual({
      dir: folder,
      logfile: `${folder}/redis.log`,
      pidfile: `${folder}/redis.pid`,
    });
  });

  test.each(['dir', 'logfile', 'pidfile'])(
    'refuses a %s that depends on where it is started',
    (name) => {
      const why = refusal({ [name]: './redis' });
      expect(
        why,
        `with ${name} ./redis the place depends on the folder in which somebody starts the server: redisConf must throw`,
      ).toBeDefined();
      expect(why, 'the error must name the path').toContain('./redis');
    },
  );
});

describe('Give it a limit, and say what happens there', () => {
  test('has the memory that it was given', async () => {
    expect(
      (await started({ megabytes: 24 })).maxmemory,
      'maxmemory, in bytes, for 24 MB. In a redis.conf 24mb is 24 × 1024 × 1024, 24m is 24,000,000, and a bare 24 is 24 bytes',
    ).toBe(String(24 * 1024 * 1024));
  });

  test.each(['allkeys-lru', 'volatile-lru', 'noeviction'] as const)(
    'has the policy %s when that is given',
    async (policy) => {
      expect(
        (await started({ policy }))['maxmemory-policy'],
        'maxmemory-policy; where nobody says it, it is noeviction',
      ).toBe(policy);
    },
  );
});

describe('Keep each value in its line', () => {
  test.each([
    'two words',
    'say "friend"',
    String.raw`back\slash`,
    "it's # 1",
  ])('has the password %s, all of it', async (password) => {
    expect(
      (await started({ password })).requirepass,
      'requirepass, as the server says. Words are separate values, unless they are in quotes',
    ).toBe(password);
  });

  test('has a log with a space in its path', async () => {
    const logfile = `${folder}/redis log.txt`;
    expect((await started({ logfile })).logfile).toBe(logfile);
  });

  test.each(['password', 'logfile'] as const)(
    'does not let a %s bring settings along',
    async (name) => {
      expect(refusal({}), 'and without a line break?').toBeUndefined();
      const value = `${folder}/a\nprotected-mode\tno`;
      if (refusal({ [name]: value }) !== undefined) return;
      const found = await started({ [name]: value });
      expect(
        found['protected-mode'],
        `the ${name} has a line break, and what follows it became a setting of its own: protected-mode is off. Refuse such a value`,
      ).toBe('yes');
      expect(
        found[name === 'password' ? 'requirepass' : name],
        'what is left of the value: refuse it rather than change it',
      ).toBe(value);
    },
  );

  test('does not let an address bring settings along', () => {
    const bind = ['127.0.0.1\nprotected-mode no'];
    expect(
      refusal({ bind, password: 'heron-42' }),
      'an address of bind has a line break, and what follows it became a setting of its own. Refuse such a value',
    ).toBeDefined();
  });
});
