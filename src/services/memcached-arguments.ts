import { ServicesError } from './services-error.ts';

/** Arguments that a server on trial may have; those with a value are true. */
const MAY: Record<string, boolean> = {
  ...{ '-p': true, '-U': true, '-l': true, '-m': true, '-c': true },
  ...{ '-t': true, '-I': true, '-n': true, '-f': true, '-u': true },
  ...{ '-M': false, '-C': false, '-A': false, '-v': false },
};

const LOOPBACK = ['127.0.0.1', 'localhost'];

/**
 * The TCP port of a memcached that may be started with these arguments: on
 * the loopback, in the foreground, and writing no file.
 * @throws {ServicesError} that says why it may not.
 */
export function portOfTrial(args: readonly string[]): number {
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const flag = args[at]!;
    if (flag === '-d') {
      throw notStarted(
        'with -d it leaves its terminal, and whoever started it loses sight of it',
      );
    }
    if (!(flag in MAY)) {
      const known = Object.keys(MAY).join(' ');
      throw notStarted(
        `"${flag}" is none of the arguments that it may have here: ${known}`,
      );
    }
    if (MAY[flag]) values.set(flag, args[(at += 1)] ?? '');
  }
  const listens = values.get('-l');
  if (listens === undefined) {
    throw notStarted(
      'without -l it listens on every address of this machine, for everyone',
    );
  }
  if (!LOOPBACK.includes(listens)) {
    throw notStarted(
      `with -l ${listens} others could reach it; 127.0.0.1 is for this machine only`,
    );
  }
  const port = Number(values.get('-p'));
  if (Number.isInteger(port) && port > 1023 && port < 65536) return port;
  throw notStarted(
    `its port (-p) is "${values.get('-p') ?? 'not given'}", and not between 1024 and 65535`,
  );
}

function notStarted(why: string): ServicesError {
  return new ServicesError(`memcached was not started: ${why}.`);
}

/** `STAT maxbytes 67108864` … as `{ maxbytes: '67108864', … }`. */
export function statsIn(reply: string): Record<string, string> {
  return Object.fromEntries(
    [...reply.matchAll(/^STAT (\S+) (.*)\r$/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>;
}
