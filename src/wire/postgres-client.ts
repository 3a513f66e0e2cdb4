import type { Value } from './input.ts';
import { Fields } from './postgres-fields.ts';
import { oneLine, shorten } from './show.ts';

const NAMES: Record<string, string> = {
  B: 'Bind',
  C: 'Close',
  D: 'Describe',
  E: 'Execute',
  F: 'FunctionCall',
  H: 'Flush',
  P: 'Parse',
  Q: 'Query',
  S: 'Sync',
  X: 'Terminate',
  c: 'CopyDone',
  d: 'CopyData',
  f: 'CopyFail',
  p: 'Password',
};

export function isClientType(type: string): boolean {
  return type in NAMES;
}

/** A message of the client, on one line: `Query select 1`. */
export function clientText(type: string, body: Value): string {
  const name = NAMES[type]!;
  const fields = new Fields(body);
  switch (type) {
    case 'Q':
      return `${name} ${oneLine(fields.rest())}`;
    case 'P': {
      const statement = named(fields.string());
      return `${name}${statement} ${oneLine(sql(fields))}`;
    }
    case 'B':
      return bindText(fields);
    case 'D':
    case 'C': {
      const what = fields.byte() === 'S' ? 'statement' : 'portal';
      return `${name} ${what}${named(fields.string())}`;
    }
    case 'E': {
      const portal = named(fields.string());
      const rows = fields.int32();
      return `${name}${portal}${rows > 0 ? ` at most ${rows} rows` : ''}`;
    }
    case 'd':
      return `${name} ${body.length} bytes`;
    case 'p':
      return `${name} (hidden)`;
    default:
      return name;
  }
}

/** The unnamed statement and portal are the usual ones. */
function named(name: string): string {
  return name === '' ? '' : ` ${name}`;
}

/** A statement, without the types of parameters behind it. */
function sql(fields: Fields): Value {
  const rest = fields.rest();
  const end = rest.head.indexOf(0);
  return end < 0 ? rest : { head: rest.head.subarray(0, end), length: end };
}

function bindText(fields: Fields): string {
  const portal = named(fields.string());
  const statement = named(fields.string());
  fields.skip(2 * fields.int16());
  const count = fields.int16();
  if (count === 0) return `Bind${portal}${statement}`;
  return shorten(`Bind${portal}${statement} (${fields.values(count)})`);
}
