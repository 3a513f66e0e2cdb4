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

/**
 * How many words a line has, at least and at most, and from how many
 * on a last word `noreply` keeps the command quiet.
 */
type Command = [run: Run, least: number, most: number, quiet: number];

const COMMANDS = new Map<string, Command>([
  ['get', [get, 2, Infinity, Infinity]],
  ['gets', [get, 2, Infinity, Infinity]],
  ['set', [store, 5, 6, 5]],
  ['add', [store, 5, 6, 5]],
  ['replace', [store, 5, 6, 5]],
  ['append', [store, 5, 6, 5]],
  ['prepend', [store, 5, 6, 5]],
  ['cas', [store, 6, 7, 6]],
  ['incr', [count, 3, 4, 3]],
  ['decr', [count, 3, 4, 3]],
  ['touch', [touch, 3, 4, 3]],
  ['delete', [remove, 2, 4, 3]],
  ['flush_all', [flush, 1, 3, 1]],
  ['verbosity', [verbosity, 2, 3, 2]],
  ['version', [() => 'VERSION 1.6.18-tiny\r\n', 1, Infinity, Infinity]],
  ['stats', [statistics, 1, Infinity, Infinity]],
]);

// #region reply
export function replyTo(
  items: Items,
  words: string[],
  block?: string,
): string {
  const command = COMMANDS.get(words[0] ?? '');
  if (!command) return 'ERROR\r\n';
  const [run, least, most, quiet] = command;
  const { length } = words;
  if (length < least || length > most) return 'ERROR\r\n';
  const reply = run(items, words, block);
  const isQuiet = length >= quiet && words.at(-1) === 'noreply';
  return isQuiet ? '' : reply;
}
// #endregion reply

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
