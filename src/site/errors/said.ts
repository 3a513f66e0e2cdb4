import type { RunEvent, WireEvent } from '../../course/event.ts';
import type { Service } from '../../course/service-name.ts';
import { causeOf } from './cause.ts';

/** Who says errors: a server, or a client's library in a program. */
export type Speaker = Service | 'client';

/** An error as it was said in a run. */
export interface SaidError {
  speaker: Speaker;
  /** What it is called: `WRONGTYPE`, `SERVER_ERROR`, `23505`. */
  code: string;
  /** The whole of what was said. */
  text: string;
  /** The line of the program that asked for it, where that is known. */
  source?: { file: string; line: number };
}

/**
 * The errors that servers sent and clients printed in a run, in its order.
 * @param classes names of errors that the example's own modules throw
 */
export function errorsIn(
  events: readonly RunEvent[],
  classes: readonly string[] = [],
): SaidError[] {
  return events.flatMap((event) => {
    if (event.event === 'stdout' || event.event === 'stderr')
      return event.text
        .split('\n')
        .flatMap((line) => printedError(line, classes));
    // What clients try on their own as they connect is refused by design.
    if (event.event !== 'wire' || event.from !== 'server' || event.setup)
      return [];
    const all = saidBy(event);
    if (all.length === 0) return [];
    const cause = causeOf(event, events);
    return all.map((said) => ({
      speaker: event.service,
      ...said,
      ...(cause && { source: cause }),
    }));
  });
}

type Said = Pick<SaidError, 'code' | 'text'>;

/** What a message of a server says of an error; several in one of Redis. */
function saidBy({ service, text }: WireEvent): Said[] {
  switch (service) {
    case 'redis':
      return redisErrors(text);
    case 'memcached': {
      const code = /^(?:ERROR|CLIENT_ERROR|SERVER_ERROR)\b/.exec(text)?.[0];
      return code === undefined ? [] : [{ code, text }];
    }
    case 'rabbitmq': {
      const said =
        /(?:channel\.close|connection\.close|basic\.return) reply-code=(\d+) reply-text="((\w+)[^"]*)"/.exec(
          text,
        );
      if (!said || said[1] === '200') return [];
      return [{ code: said[3]!, text: `${said[1]} ${said[2]}` }];
    }
    case 'postgres': {
      const said = /^ErrorResponse (\w{5}) (.*)$/s.exec(text);
      return said ? [{ code: said[1]!, text: `${said[1]} ${said[2]}` }] : [];
    }
  }
}

/** Also those inside of the answers to a transaction. */
function redisErrors(text: string): Said[] {
  // What a script says of itself differs with its text.
  const whole = text.replace(
    / script: [0-9a-f]{40}, on @user_script:\d+\./,
    '',
  );
  const one = /^\(error\) ((\w+).*)$/s.exec(whole);
  if (one) return [{ code: one[2]!, text: one[1]! }];
  if (!whole.startsWith('[')) return [];
  return [...whole.matchAll(/\(error\) ((\w+)[^\],]*)/g)].map(
    ([, said, code]) => ({ code: code!, text: said! }),
  );
}

/** Errors of the language, which are no library's. */
const OWN = /^(Syntax|Type|Range|Reference)Error$/;

/** What a library says in the server's own words. */
const REPEATS = /: (CLIENT_|SERVER_)?ERROR\b/;

const AMQPLIB =
  /^((Handshake terminated|Operation failed|Channel closed|Connection closed)\b.*with message.*)$/;
const NAMED =
  /(?:^|: )(([A-Z]\w+(?:Error|Exception)|E[A-Z]{5,}|MemJS [A-Z]+)(?:: .*)?)$/;

/**
 * An error of a library, where a program printed it by its name. What it
 * repeats of a server is told as the server's.
 */
function printedError(line: string, classes: readonly string[]): SaidError[] {
  const text = line.replace(/^~ /, '').replace('Error: MemJS', 'MemJS');
  const said = AMQPLIB.exec(text) ?? NAMED.exec(text);
  const [, whole, code] = said ?? /(?:^|: )((\w+)(?:: .*)?)$/.exec(text) ?? [];
  if (!code || !whole || OWN.test(code) || REPEATS.test(text)) return [];
  if (!said && !classes.includes(code)) return [];
  return [{ speaker: 'client', code, text: whole }];
}
