import { connect, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { inTime } from './in-time.ts';
import type { Language, Talk, TalkOptions } from './talk.ts';

// https://github.com/memcached/memcached/blob/master/doc/protocol.txt
const COMMANDS =
  'add append cas cache_memlimit decr delete flush_all gat gats get gets incr lru lru_crawler me mg mn ms md ma prepend quit replace set slabs stats touch verbosity version watch';

/**
 * memcached as by telnet: a line goes out as it is typed, also that of a data
 * block, and what comes is shown as it comes. Which answer is to which line
 * only the reader knows.
 */
class MemcachedTalk implements Talk {
  readonly prompt = '';
  readonly streaming = false;
  #socket: Socket;
  #own = false;

  constructor(socket: Socket, { shown, closed }: TalkOptions) {
    this.#socket = socket;
    const decoder = new StringDecoder('utf8');
    socket.on('data', (chunk) => {
      if (shown.full) return; // passed over
      const text = decoder.write(chunk).replaceAll('\r\n', '\n');
      // The two may come apart.
      shown.text(text.replaceAll('\r', ''));
    });
    socket.on('close', () => {
      if (!this.#own) closed();
    });
  }

  async say(line: string): Promise<void> {
    this.#socket.write(`${line}\r\n`);
  }

  async stop(): Promise<void> {}

  async commands(): Promise<string[]> {
    return COMMANDS.split(' ');
  }

  close() {
    this.#own = true;
    this.#socket.destroy();
  }
}

export const memcached: Language = {
  anywhere: false,
  open(options) {
    const [host, port] = options.lease.addresses.MEMCACHE_SERVERS!.split(':');
    return inTime(
      (signal) =>
        new Promise((resolve, reject) => {
          const to = { host, port: Number(port), noDelay: true, signal };
          const socket = connect(to);
          socket.once('error', reject);
          socket.once('connect', () =>
            resolve(new MemcachedTalk(socket, options)),
          );
        }),
      options.signal,
    );
  },
};
