/** What a text that goes on is inside of: psql shows it in its prompt. */
export type Inside = '-' | "'" | '"' | '$' | '*' | '(';

/** Statements that are whole, and the beginning of one that is not. */
export interface Statements {
  whole: string[];
  rest: string;
  /** Where `rest` ends; `=` where there is none. */
  inside: Inside | '=';
}

/** One piece that has no end of a statement in it. */
const PIECE =
  /(?<comment>--[^\n]*)|(?<block>\/\*)|(?<escaped>\b[eE]')|(?<quote>')|(?<name>")|(?<dollar>(?<![\w$])\$(?:[a-zA-Z_\u0080-\uffff]\w*)?\$)|(?<sign>[();])/g;

/**
 * Cuts a text into statements at each `;` that ends one: not in quotes,
 * comments, dollar quotes or brackets, as psql does.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitStatements(text: string): Statements {
  const whole: string[] = [];
  let begin = 0;
  let depth = 0;
  PIECE.lastIndex = 0;
  for (let found; (found = PIECE.exec(text));) {
    const { comment, block, escaped, quote, name, dollar, sign } =
      found.groups!;
    if (comment) continue;
    if (sign === '(') depth++;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    else if (sign === ';') {
      if (depth > 0) continue;
      whole.push(text.slice(begin, PIECE.lastIndex).trim());
      begin = PIECE.lastIndex;
    } else {
      const end = block
        ? endOfComment(text, PIECE.lastIndex)
        : escaped
          ? endOf(text, /(?:[^'\\]|\\[^]|'')*'/y)
          : quote || name
            ? endOf(text, quote ? /[^']*'/y : /[^"]*"/y)
            : afterText(text, dollar!);
      const inside = block ? '*' : dollar ? '$' : name ? '"' : "'";
      if (end === undefined) return { whole, rest: text.slice(begin), inside };
      PIECE.lastIndex = end;
    }
  }
  const rest = text.slice(begin);
  if (isNothing(rest)) return { whole, rest: '', inside: '=' };
  return { whole, rest, inside: depth > 0 ? '(' : '-' };

  function endOf(text: string, pattern: RegExp): number | undefined {
    pattern.lastIndex = PIECE.lastIndex;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  }
  function afterText(text: string, end: string): number | undefined {
    const at = text.indexOf(end, PIECE.lastIndex);
    return at < 0 ? undefined : at + end.length;
  }
}

/** Comments in blocks may hold others. */
function endOfComment(text: string, from: number): number | undefined {
  let depth = 1;
  const signs = /\/\*|\*\//g;
  signs.lastIndex = from;
  for (let found; (found = signs.exec(text));) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return signs.lastIndex;
  }
  return undefined;
}

/** Blanks and comments of one line are no statement yet. */
function isNothing(text: string): boolean {
  return text.replace(/--[^\n]*/g, '').trim() === '';
}
