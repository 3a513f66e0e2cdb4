import type { Conversation, Decoded, Reader, Readers } from './conversation.ts';
import { Undecodable, readValue, type Value } from './input.ts';
import { commandText, isSetup } from './redis-command.ts';
import { isPush, Subscriptions } from './redis-pubsub.ts';
import { readReply, type Reply } from './redis-reply.ts';
import { replyText } from './redis-text.ts';

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
      const values: Value[] = [];
      let count: number;
      let line: Buffer | undefined;
      while (!(line = client.line())) yield;
      if (line[0] === 0x2a) {
        count = lengthOf(line);
        for (let index = 0; index < count; index++) {
          while (!(line = client.line())) yield;
          if (line[0] !== 0x24) throw new Undecodable('not a bulk string');
          const length = lengthOf(line);
          // The common case, without a generator of its own.
          const head = length <= 512 ? client.take(length) : undefined;
          const value = head
            ? { head, length }
            : yield* readValue(client, length);
          if (index < MAX_ARGUMENTS) values.push(value);
          let end: Buffer | undefined;
          while (!(end = client.take(2))) yield;
          if (end[0] !== 13) throw new Undecodable('no end of a bulk string');
        }
      } else {
        values.push(...inline(line));
        count = values.length;
      }
      if (count === 0) continue; // an empty line is passed over, by Redis too
      yield command(values, count);
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

function lengthOf(line: Buffer): number {
  let length = 0;
  for (let at = 1; at < line.length; at++) {
    const digit = line[at]! - 48;
    if (digit < 0 || digit > 9) throw new Undecodable('not a length');
    length = length * 10 + digit;
  }
  if (line.length < 2 || length > 512 * 1024 * 1024) {
    throw new Undecodable('not a length that Redis takes');
  }
  return length;
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
