import { inTime } from '../in-time.ts';
import type { Language, Talk, TalkOptions } from '../talk.ts';
import { RedisConnection } from './connection.ts';
import type { Kind } from './show-reply.ts';
import { splitLine } from './split-line.ts';

const STREAMS = ['MONITOR', 'SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE'];
/** Answers that are text for people, which redis-cli shows as it is. */
const RAW =
  /^(INFO|LOLWUT|(CLIENT (LIST|INFO)|CLUSTER (INFO|NODES)|MEMORY (DOCTOR|MALLOC-STATS)|LATENCY (DOCTOR|GRAPH))\b)/;
/** What would have the server speak to another one. */
const ELSEWHERE = ['MIGRATE', 'REPLICAOF', 'SLAVEOF', 'SYNC', 'PSYNC'];

const GOES_ON = 'goes on: an empty line, QUIT or Stop ends it.';

/** Redis as by redis-cli, at the address that the course calls it by. */
class RedisTalk implements Talk {
  #options: TalkOptions;
  #connection: RedisConnection;
  #database = 0;
  #transaction = false;
  #databaseBefore = 0;
  /** The command whose stream goes on. */
  #stream: Buffer[] | undefined;
  #closed = false;
  /** Lines that wait come after it. */
  #stopping: Promise<void> | undefined;

  private constructor(options: TalkOptions, connection: RedisConnection) {
    this.#options = options;
    this.#connection = connection;
  }

  static async open(given: TalkOptions): Promise<RedisTalk> {
    const closed = () => {
      // A stream that the server has ended is not to be begun again.
      talk.#stream = undefined;
      given.closed();
    };
    // The talk before is not kept: it would keep the one before it.
    const options = { ...given, closed, before: undefined };
    const talk = new RedisTalk(options, await connect(options));
    if (!(given.before instanceof RedisTalk)) return talk;
    try {
      const taken = talk.#takeOver(given.before);
      await inTime(() => taken, given.signal);
    } catch (error) {
      talk.close();
      throw error;
    }
    return talk;
  }

  get prompt(): string {
    if (this.streaming) return '';
    const database = this.#database === 0 ? '' : `[${this.#database}]`;
    return `127.0.0.1:6379${database}${this.#transaction ? '(TX)' : ''}> `;
  }

  get streaming(): boolean {
    return this.#stream !== undefined;
  }

  /** Goes on where another talk was: its database, and its stream. */
  async #takeOver(before: RedisTalk) {
    if (before.#database !== 0) await this.#select(before.#database);
    if (before.#stream) await this.#begin(before.#stream);
  }

  async say(line: string): Promise<void> {
    await this.#stopping;
    const { shown } = this.#options;
    const words = splitLine(line);
    const name = words?.[0]?.toString().toUpperCase();
    if (this.#stream) {
      if (!name || name === 'QUIT') return this.stop();
      const going = this.#stream[0]!.toString().toUpperCase();
      return shown.note(`${going} ${GOES_ON}`);
    }
    if (!words) return shown.text('Invalid argument(s)\n');
    if (!name) return;
    const leaves = ELSEWHERE.includes(name) && !/\bNO\s+ONE\b/i.test(line);
    if (leaves) {
      return shown.note(
        `${name} would have this server speak to another one: not from here.`,
      );
    }
    if (STREAMS.includes(name) && !this.#transaction) {
      return this.#begin(words);
    }
    const raw = RAW.test(words.slice(0, 2).join(' ').toUpperCase());
    this.#noteState(name, words, await this.#connection.send(words, { raw }));
  }

  /** Sends a command whose answer is followed by a stream. */
  async #begin(words: Buffer[]) {
    const name = words[0]!.toString().toUpperCase();
    const kind = await this.#connection.send(words);
    if (kind === undefined || kind === '-') return;
    this.#stream = words;
    this.#options.shown.note(`${name} ${GOES_ON}`);
  }

  /** What redis-cli keeps in mind, for its prompt. */
  #noteState(name: string, words: Buffer[], kind: Kind | undefined) {
    const failed = kind === '-' || kind === undefined;
    if (name === 'SELECT' && words.length === 2 && !failed) {
      this.#database = Number(words[1]);
    } else if (name === 'MULTI' && !failed) {
      this.#transaction = true;
      this.#databaseBefore = this.#database;
    } else if (name === 'EXEC' && this.#transaction) {
      this.#transaction = false;
      if (failed || kind === '_') this.#database = this.#databaseBefore;
    } else if (name === 'DISCARD' && !failed) {
      this.#transaction = false;
      this.#database = this.#databaseBefore;
    } else if (name === 'RESET' && !failed) {
      this.#transaction = false;
      this.#database = 0;
    }
  }

  async #select(database: number) {
    const words = ['SELECT', String(database)].map((w) => Buffer.from(w));
    const kind = await this.#connection.send(words, { write: () => {} });
    this.#database = kind === '+' ? database : 0;
  }

  /** As Ctrl-C in redis-cli: another connection, to the same database. */
  async stop(): Promise<void> {
    if (!this.streaming && !this.#connection.waits) return;
    this.#stopping = this.#reconnect();
    await this.#stopping;
  }

  async #reconnect() {
    this.#stream = undefined;
    this.#transaction = false;
    this.#connection.close();
    try {
      this.#connection = await connect(this.#options);
      if (this.#closed) this.#connection.close();
      else if (this.#database !== 0) await this.#select(this.#database);
    } catch {
      this.#options.closed();
    }
  }

  async commands(): Promise<string[]> {
    const listed = await this.#lines(['COMMAND', 'LIST']);
    // Before Redis 7 there is no such list: what it knows of each.
    const lines = listed[0]?.startsWith('(error)')
      ? await this.#lines(['COMMAND'])
      : listed;
    return lines
      .flatMap((line) => /^ *\d+\)(?: 1\))? "([\w-]+)"$/.exec(line)?.[1] ?? [])
      .map((name) => name.toUpperCase())
      .sort();
  }

  async #lines(words: string[]): Promise<string[]> {
    let text = '';
    const write = (part: string) => (text += part);
    const command = words.map((word) => Buffer.from(word));
    await this.#connection.send(command, { write });
    return text.split('\n');
  }

  close() {
    this.#closed = true;
    this.#connection.close();
  }
}

function connect({ lease, shown, closed, signal }: TalkOptions) {
  const address = lease.addresses.REDIS_URL!;
  return inTime(
    (cut) => RedisConnection.open(address, shown, closed, cut),
    signal,
  );
}

export const redis: Language = {
  anywhere: false,
  open: (options) => RedisTalk.open(options),
};
