import { CourseError } from './course-error.ts';

/**
 * Flags of memcached that an example may ask for, and what their values look
 * like. Where it listens, as whom, and that it stays in the foreground is not
 * for an example to say; nor what writes files.
 */
const FLAGS: Record<string, RegExp | undefined> = {
  '-m': /^\d+$/, // megabytes for items
  '-c': /^\d+$/, // connections at a time
  '-t': /^\d+$/, // threads
  '-I': /^\d+[km]?$/, // the largest item
  '-n': /^\d+$/, // the smallest chunk
  '-f': /^\d+(\.\d+)?$/, // growth of the chunks' sizes
  '-M': undefined, // an error where there is no room, and no eviction
  '-C': undefined, // no CAS
  '-A': undefined, // the `shutdown` command
};

/**
 * The flags of a memcached, as the header of an example has them:
 * `@memcached -m 8 -c 16`.
 * @throws {CourseError} for one that may not be asked for.
 */
export function parseMemcachedFlags(file: string, value: string): string[] {
  const words = value.split(/\s+/);
  const known = Object.keys(FLAGS).join(' ');
  for (let at = 0; at < words.length; at += 1) {
    const flag = words[at]!;
    if (!(flag in FLAGS)) {
      throw new CourseError(
        file,
        `its tag @memcached has "${flag}".`,
        `A server may be started with ${known}.`,
      );
    }
    const form = FLAGS[flag];
    if (form === undefined) continue;
    at += 1;
    if (form.test(words[at] ?? '')) continue;
    throw new CourseError(
      file,
      `its tag @memcached has ${flag} with "${words[at] ?? ''}".`,
      `Write a number behind it, as in "${flag} 8".`,
    );
  }
  return words;
}
