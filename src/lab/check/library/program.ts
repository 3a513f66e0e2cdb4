import { checkServers } from '../servers.ts';

/** A program that a check has started. */
export interface StartedProgram {
  /**
   * Resolves to the next line that it prints.
   * @throws {Error} when it ends without one, with what it wrote to stderr.
   */
  line(): Promise<string>;
  /** SIGKILL: it ends where it is, and says nothing to anybody. */
  kill(): void;
}

/**
 * Starts a file of the check's folder as a process of its own: there
 * `./exercise.ts` is the answer. It has the addresses of the check's servers,
 * and ends with the check.
 * @throws {Error} when it cannot be started.
 */
export async function start(
  file: string,
  args: string[] = [],
): Promise<StartedProgram> {
  const servers = checkServers();
  let rest = '';
  const lines: string[] = [];
  let ended: string | undefined;
  let heard = Promise.withResolvers<void>();
  const kill = await servers.lease.start({ file, args }, (news) => {
    if ('ended' in news) ended = news.ended;
    else {
      const [last, ...before] = (rest + news.text).split('\n').reverse();
      rest = last!;
      lines.push(...before.reverse());
    }
    heard.resolve();
    heard = Promise.withResolvers();
  });
  servers.ends.push(async () => kill());
  return {
    kill,
    async line() {
      while (lines.length === 0 && ended === undefined) await heard.promise;
      const next = lines.shift();
      if (next !== undefined) return next;
      throw new Error(`${file} ended before it printed a line:\n${ended}`);
    },
  };
}
