import type { WireEvent } from '../../course/event.ts';

/**
 * The SQL that a message of a client has PostgreSQL execute, if it does.
 * `Query` is text. Otherwise `Parse` gives a statement a name, which may be
 * empty, and each `Bind` is for one execution of what has that name; so a
 * reader is for all messages of all connections, from their beginning.
 * https://www.postgresql.org/docs/current/protocol-flow.html
 */
export function sqlReader(): (message: WireEvent) => string | undefined {
  const parsed = new Map<string, string>();
  return ({ connection, text, bytes }) => {
    const query = /^Query (.*)$/.exec(text);
    if (query) return query[1];
    const [kind] = text.split(' ', 1);
    if (kind !== 'Parse' && kind !== 'Bind') return undefined;
    // Behind its type and its length come strings that end with a 0.
    const body = Buffer.from(bytes, 'base64').subarray(5).toString();
    const [first = '', second = ''] = body.split('\0', 2);
    if (kind === 'Bind') return parsed.get(`${connection} ${second}`);
    const before = first === '' ? 'Parse ' : `Parse ${first} `;
    parsed.set(`${connection} ${first}`, text.slice(before.length));
    return undefined;
  };
}
