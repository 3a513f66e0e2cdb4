import type { Value } from './input.ts';
import { Fields } from './postgres-fields.ts';
import { oneLine, quote, shorten } from './show.ts';

const NAMES: Record<string, string> = {
  '1': 'ParseComplete',
  '2': 'BindComplete',
  '3': 'CloseComplete',
  A: 'NotificationResponse',
  C: 'CommandComplete',
  D: 'DataRow',
  E: 'ErrorResponse',
  G: 'CopyInResponse',
  H: 'CopyOutResponse',
  I: 'EmptyQueryResponse',
  K: 'BackendKeyData',
  N: 'NoticeResponse',
  R: 'Authentication',
  S: 'ParameterStatus',
  T: 'RowDescription',
  V: 'FunctionCallResponse',
  W: 'CopyBothResponse',
  Z: 'ReadyForQuery',
  c: 'CopyDone',
  d: 'CopyData',
  n: 'NoData',
  s: 'PortalSuspended',
  t: 'ParameterDescription',
  v: 'NegotiateProtocolVersion',
};

const STATES: Record<string, string> = {
  I: 'idle',
  T: 'in transaction',
  E: 'in failed transaction',
};

export function isServerType(type: string): boolean {
  return type in NAMES;
}

/** A message of the server, on one line: `CommandComplete INSERT 0 3`. */
export function serverText(type: string, body: Value): string {
  const name = NAMES[type]!;
  const fields = new Fields(body);
  switch (type) {
    case 'C':
      return `${name} ${oneLine(fields.rest())}`;
    case 'D':
      return shorten(`${name} ${fields.values(fields.int16())}`);
    case 'E':
    case 'N':
      return `${name} ${problem(fields)}`;
    case 'T':
      return shorten(`${name} ${columns(fields).join(', ')}`);
    case 'Z':
      return `${name} ${STATES[fields.byte()] ?? ''}`.trimEnd();
    case 'A': {
      fields.skip(4); // the sender's process id
      return `${name} ${fields.string()} ${quote(fields.rest())}`;
    }
    case 'S':
      return `${name} ${fields.string()} ${oneLine(fields.rest())}`;
    case 'd':
      return `${name} ${body.length} bytes`;
    default:
      return name;
  }
}

/** SQLSTATE, message and detail: the rest is for the server's authors. */
function problem(fields: Fields): string {
  const parts = new Map<string, string>();
  while (!fields.ended) {
    const kind = fields.byte();
    if (kind === '\0') break;
    parts.set(kind, fields.string());
  }
  const said = [parts.get('M'), parts.get('D')].filter(Boolean).join(' ');
  const head = Buffer.from(said);
  return `${parts.get('C') ?? ''} ${oneLine({ head, length: head.length })}`;
}

/** Names of columns; a type and its kin stand behind each. */
function columns(fields: Fields): string[] {
  const count = fields.int16();
  const names: string[] = [];
  while (names.length < count && !fields.ended) {
    names.push(fields.string());
    fields.skip(18);
  }
  return names;
}
