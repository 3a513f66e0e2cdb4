import type { Value } from './input.ts';
import { quote, shorten, word } from './show.ts';

/**
 * Which arguments of a command are values, and so are shown in quotes: the
 * first one, and how many further on the next one is.
 */
const VALUES: Record<string, { first: number; every: number }> = {
  APPEND: { first: 2, every: 0 },
  ECHO: { first: 1, every: 0 },
  GETSET: { first: 2, every: 0 },
  HSET: { first: 3, every: 2 },
  HSETNX: { first: 3, every: 0 },
  LPUSH: { first: 2, every: 1 },
  LPUSHX: { first: 2, every: 1 },
  MSET: { first: 2, every: 2 },
  MSETNX: { first: 2, every: 2 },
  PSETEX: { first: 3, every: 0 },
  PUBLISH: { first: 2, every: 0 },
  RPUSH: { first: 2, every: 1 },
  RPUSHX: { first: 2, every: 1 },
  SET: { first: 2, every: 0 },
  SETEX: { first: 3, every: 0 },
  SETNX: { first: 2, every: 0 },
  SPUBLISH: { first: 2, every: 0 },
};

/** Set by clients on their own as they connect. */
export function isSetup(name: string, values: Value[]): boolean {
  if (name !== 'CLIENT') {
    return /^(HELLO|AUTH|INFO|SELECT|READONLY)$/.test(name);
  }
  const what = values[1]?.head.toString('latin1').toUpperCase() ?? '';
  return /^(SETINFO|SETNAME|ID|MAINT_NOTIFICATIONS)$/.test(what);
}

/** A command as one would type it: `SET session:1 "ann" EX 60`. */
export function commandText(
  name: string,
  values: Value[],
  count: number,
): string {
  const rule = VALUES[name];
  const isValue = (index: number) =>
    rule !== undefined &&
    (index === rule.first ||
      (rule.every > 0 &&
        index > rule.first &&
        (index - rule.first) % rule.every === 0));
  const shown = values.map((value, index) => {
    if (index === 0) return word(Buffer.from(name, 'latin1'));
    return isValue(index) ? quote(value) : word(value);
  });
  const more = count > values.length ? `… (${count} arguments)` : '';
  return shorten([...shown, ...(more ? [more] : [])].join(' '));
}
