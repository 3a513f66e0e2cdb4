import type { Conversation, Decoded, Reader, Readers } from './conversation.ts';
import { Undecodable, readValue, type Value } from './input.ts';
import { commandText, isSetup } from './redis-command.ts';
import { isPush, Subscriptions } from './redis-pubsub.ts';
import { readReply, type Reply } from './redis-reply.ts';
import { replyText } from './redis-text.ts';

/** `*` and `$`; the longest string that Redis takes. */
const [ARRAY, BULK] = [0x2a, 0x24];
const MAX_BULK = 512 * 1024 * 1024;
/** Commands of the set-up that hold a password. */
const SECRET = ['AUTH', 'HELLO'];
/** Arguments kept of a command; the rest is counted. */
const MAX_ARGUMENTS = 64;

/** What the client waits for; all that is not of the set-up is one. */
interface Asked {
  /** The command, in the set-up. */
  setup: string | undefined;
  replies: number;
}

/**
 * RESP2 and RESP3.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export function redis({ client, server, trips }: Conversation): Readers {
  const asked: Asked[] = [];
  let settingUp = true;
  const subscriptions = new Subscriptions();

  function* commands(): Reader {
    for (;;) {
      let first: number | undefined;
      while ((first = client.peek()) === undefined) yield;
      if (first !== ARRAY) {
        let line: Buffer | undefined;
        while (!(line = client.line())) yield;
        const values = inline(line);
        // An empty line is passed over, by Redis too.
        if (values.length > 0) yield command(values, values.length);
        continue;
      }
      const values: Value[] = [];
      let count: number | undefined;
      while ((count = client.size(ARRAY)) === undefined) yield;
      for (let index = 0; index < count; index++) {
        let length: number | undefined;
        while ((length = client.size(BULK)) === undefined) yield;
        if (length > MAX_BULK) throw new Undecodable('too long');
        // The common case, without a generator of its own.
        const head = length <= 512 ? client.take(length) : undefined;
        const value = head
          ? { head, length }
          : yield* readValue(client, length);
        if (index < MAX_ARGUMENTS) values.push(value);
        let isEnd: boolean | undefined;
        while ((isEnd = client.lineEnd()) === undefined) yield;
        if (!isEnd) throw new Undecodable('no end of a bulk string');
      }
      if (count > 0) yield command(values, count);
    }
  }

  const command = (values: Value[], count: number): Decoded => {
    const name = nameOf(values[0]!);
    settingUp &&= isSetup(name, values);
    const setup = settingUp;
    const replies = subscriptions.replies(name, values, count);
    const last = asked.at(-1);
    if (!setup && last && !last.setup) last.replies += replies;
    else asked.push({ setup: setup ? name : undefined, replies });
    if (setup) {
      const secret = SECRET.includes(name) && count > 2;
      const text = () =>
        secret ? `${name} (hidden)` : commandText(name, values, count);
      return { text, setup, secret };
    }
    const text = () => commandText(name, values, count);
    return { text, trip: trips.ask(replies) };
  };

  function* replies(): Reader {
    for (;;) {
      const value = yield* readReply(server);
      yield reply(value);
    }
  }

  const reply = (value: Reply): Decoded => {
    const text = () => replyText(value);
    const first = asked[0];
    if (!first || isPush(value, subscriptions.any)) return { text };
    first.replies--;
    if (first.replies <= 0) asked.shift();
    // Clients try what an old server does not know; a wrong password counts.
    const failed = value.type === 'line' && value.kind === '-';
    if (first.setup) {
      return { text, setup: !failed || first.setup === 'CLIENT' };
    }
    const trip = trips.answer();
    return trip === undefined ? { text } : { text, trip };
  };

  return { client: commands(), server: replies() };
}

function nameOf({ head }: Value): string {
  return head.toString('latin1').toUpperCase();
}

/** An inline command, as one types it into telnet. */
function inline(line: Buffer): Value[] {
  const words = line.toString('utf8').trim().split(/\s+/).filter(Boolean);
  return words.map((each) => {
    const head = Buffer.from(each);
    return { head, length: head.length };
  });
}
