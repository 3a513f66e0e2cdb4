import type { Conversation, Decoded, Reader, Readers } from './conversation.ts';
import { readValue, type Input } from './input.ts';
import { quote, shorten } from './show.ts';

const STORAGE = ['set', 'add', 'replace', 'append', 'prepend', 'cas'];
/** Replies that are part of one, before its `END`. */
const PARTS = ['VALUE', 'STAT', 'ITEM'];

/**
 * The text protocol, meta commands too.
 * https://github.com/memcached/memcached/blob/master/doc/protocol.txt
 */
export function memcachedText({
  client,
  server,
  trips,
}: Conversation): Readers {
  /** `mn` commands not yet answered: until then quiet commands may be. */
  let barriers = 0;

  /** Who asks for the version first wants to know whether it is there. */
  let greeted = false;

  function* commands(): Reader {
    for (let first = true; ; first = false) {
      const line = yield* readLine(client);
      const words = line.split(' ');
      const data = yield* readData(client, dataLength(words));
      const text = () => shorten(line) + data;
      if (first) greeted = line === 'version';
      yield first && greeted
        ? { text, setup: true }
        : { text, ...tripOf(words) };
    }
  }

  /** Quiet commands are answered late, or only when they fail. */
  const tripOf = ([name = '', ...rest]: string[]): Pick<Decoded, 'trip'> => {
    const isMeta = /^m[a-z]$/.test(name);
    const isQuiet = isMeta
      ? rest.slice(1).includes('q')
      : rest.at(-1) === 'noreply';
    if (name === 'mn') barriers++;
    if (name === 'quit' || (isQuiet && name !== 'mg')) return {};
    return { trip: trips.ask(isQuiet ? 0 : 1) };
  };

  function* replies(): Reader {
    for (;;) {
      const line = yield* readLine(server);
      const [name = '', size, , bytes] = line.split(' ');
      const length =
        name === 'VALUE' ? Number(bytes) : name === 'VA' ? Number(size) : NaN;
      const data = yield* readData(server, length);
      if (greeted && name === 'VERSION') {
        greeted = false;
        yield { text: () => shorten(line), setup: true };
        continue;
      }
      const trip = answer(name);
      yield {
        text: () => shorten(line) + data,
        ...(trip === undefined ? {} : { trip }),
      };
    }
  }

  const answer = (name: string): number | undefined => {
    if (name === 'MN') {
      barriers = Math.max(0, barriers - 1);
      return trips.answer(barriers === 0 ? trips.outstanding : 1);
    }
    const isPart = PARTS.includes(name) || /^key=/.test(name) || barriers > 0;
    return isPart ? trips.part() : trips.answer();
  };

  return { client: commands(), server: replies() };
}

/** How many bytes of data follow a command; NaN for none. */
function dataLength(words: string[]): number {
  if (words[0] === 'ms') return Number(words[2]);
  return STORAGE.includes(words[0]!) ? Number(words[4]) : NaN;
}

function* readLine(input: Input): Generator<undefined, string> {
  let line: Buffer | undefined;
  while (!(line = input.line())) yield;
  return line.toString('utf8');
}

/**
 * The data block behind a line, in quotes. Where it is not as long as the
 * line said, memcached takes what follows as the next command; so does this.
 */
function* readData(input: Input, length: number): Generator<undefined, string> {
  if (!Number.isSafeInteger(length) || length < 0) return '';
  const value = yield* readValue(input, length);
  const shown = quote(value);
  let isEnd: boolean | undefined;
  while ((isEnd = input.lineEnd()) === undefined) yield;
  return isEnd ? ` ${shown}` : ` ${shown} (bad data chunk)`;
}
