import { count } from './counters.ts';
import { momentOf, type Items } from './items.ts';
import { get } from './retrieval.ts';
import { store } from './storage.ts';
import {
  BAD_EXPTIME,
  BAD_FORMAT,
  int32,
  isKey,
  unsigned,
} from './words.ts';

const DELETE_USAGE =
  'CLIENT_ERROR bad command line format.  ' +
  'Usage: delete <key> [noreply]\r\n';

type Run = (items: Items, words: string[], block?: string) => string;

interface Command {
  run: Run;
  /** How many words its line has, at least and at most. */
  words: [number, number];
  /** From how many words on a last word `noreply` keeps it quiet. */
  quietFrom: number;
}

function loud(least: number, run: Run): Command {
  return { run, words: [least, Infinity], quietFrom: Infinity };
}

function quiet(
  least: number,
  most: number,
  run: Run,
  quietFrom = least,
): Command {
  return { run, words: [least, most], quietFrom };
}

const COMMANDS = new Map<string, Command>([
  ['get', loud(2, get)],
  ['gets', loud(2, get)],
  ['set', quiet(5, 6, store)],
  ['add', quiet(5, 6, store)],
  ['replace', quiet(5, 6, store)],
  ['append', quiet(5, 6, store)],
  ['prepend', quiet(5, 6, store)],
  ['cas', quiet(6, 7, store)],
  ['incr', quiet(3, 4, count)],
  ['decr', quiet(3, 4, count)],
  ['touch', quiet(3, 4, touch)],
  ['delete', quiet(2, 4, remove, 3)],
  ['flush_all', quiet(1, 3, flush)],
  ['verbosity', quiet(2, 3, verbosity)],
  ['version', loud(1, () => 'VERSION 1.6.18-tiny\r\n')],
  ['stats', loud(1, statistics)],
]);

/** The command of a line, or undefined: then the reply is ERROR. */
export function commandOf(words: string[]): Command | undefined {
  const command = COMMANDS.get(words[0] ?? '');
  if (!command) return undefined;
  const [least, most] = command.words;
  const fits = words.length >= least && words.length <= most;
  return fits ? command : undefined;
}

function remove(items: Items, words: string[]): string {
  const [, key = '', ...rest] = words;
  // Old clients send the 0 of a time that is long gone.
  if (!/^(0 ?)?(noreply)?$/.test(rest.join(' '))) return DELETE_USAGE;
  if (!isKey(key)) return BAD_FORMAT;
  return items.delete(key) ? 'DELETED\r\n' : 'NOT_FOUND\r\n';
}

function flush(items: Items, [, delay = '0']: string[]): string {
  const seconds = delay === 'noreply' ? 0 : int32(delay);
  if (seconds === undefined) return BAD_EXPTIME;
  items.flush(seconds > 0 ? momentOf(seconds) : Date.now());
  return 'OK\r\n';
}

function touch(items: Items, [, key = '', time]: string[]): string {
  if (!isKey(key)) return BAD_FORMAT;
  const exptime = int32(time);
  if (exptime === undefined) return BAD_EXPTIME;
  const item = items.get(key);
  if (!item) return 'NOT_FOUND\r\n';
  item.expires = momentOf(exptime);
  return 'TOUCHED\r\n';
}

function statistics(_items: Items, words: string[]): string {
  if (words.length > 1) return 'ERROR\r\n'; // no slabs, no settings
  return `STAT pid ${process.pid}\r\nEND\r\n`;
}

function verbosity(_items: Items, [, level]: string[]): string {
  return unsigned(level) === undefined ? BAD_FORMAT : 'OK\r\n';
}
