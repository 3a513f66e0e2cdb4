import { createRequire } from 'node:module';
import path from 'node:path';
import { Undecodable } from './input.ts';

/**
 * What amqplib's own tables know of a method, `lib/defs.js`: generated from
 * the protocol's XML. It is not exported, so a test holds us to its shape.
 */
interface Definitions {
  decode(id: number, fields: Buffer): Record<string, unknown>;
  info(id: number): { name: string; args: { type: string; name: string }[] };
}

const require = createRequire(import.meta.url);
const definitions = require(
  path.join(path.dirname(require.resolve('amqplib')), 'lib/defs.js'),
) as Definitions;

export interface Method {
  /** As the protocol writes it: `basic.publish`. */
  name: string;
  fields: Record<string, unknown>;
  hasContent: boolean;
  text(): string;
}

const BASIC_CLASS = 60;
const WITH_CONTENT = [
  'basic.publish',
  'basic.deliver',
  'basic.return',
  'basic.get-ok',
];

/** A method frame's payload: class, method, arguments. */
export function methodOf(payload: Buffer): Method {
  const id = payload.readUInt32BE(0);
  const name = nameOf(id);
  const fields = definitions.decode(id, payload.subarray(4));
  return {
    name,
    fields,
    hasContent: WITH_CONTENT.includes(name),
    text: () => [name, ...fieldTexts(fields)].join(' '),
  };
}

const names = new Map<number, string>();

/** `BasicGetOk` → `basic.get-ok`. */
function nameOf(id: number): string {
  const known = names.get(id);
  if (known) return known;
  const [first = '', ...rest] = hyphened(definitions.info(id).name).split('-');
  const name = `${first}.${rest.join('-')}`;
  if (!/^(basic|channel|confirm|connection|exchange|queue|tx)\./.test(name)) {
    throw new Undecodable('not a method');
  }
  names.set(id, name);
  return name;
}

function hyphened(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
}

/** Left out where they say nothing: reserved, or off, as they mostly are. */
const RESERVED = [
  'ticket',
  'prefetch-size',
  'capabilities',
  'known-hosts',
  'out-of-band',
  'channel-id',
];
const ALWAYS = ['multiple', 'redelivered', 'requeue'];
/** Holds the password, as `\0user\0password`. */
const SECRET = 'response';
const SHORT: Record<string, string> = { 'delivery-tag': 'tag' };

function fieldTexts(fields: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const name = hyphened(key);
    if (name === SECRET) return [`${name}=(hidden)`];
    if (RESERVED.includes(name) || value === undefined) return [];
    if (value === false && !ALWAYS.includes(name)) return [];
    if (isTable(value) && Object.keys(value).length === 0) return [];
    return [`${SHORT[name] ?? name}=${valueText(value)}`];
  });
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return isTable(value) ? JSON.stringify(value) : String(value);
}

/** The properties in a content header, each behind a space. */
export function propertiesText(header: Buffer): string {
  const id = header.readUInt16BE(0);
  if (id !== BASIC_CLASS) throw new Undecodable('not a content header');
  const properties = definitions.decode(id, header.subarray(12));
  return fieldTexts(properties)
    .map((text) => ` ${text}`)
    .join('');
}
