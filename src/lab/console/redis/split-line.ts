const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
};

/**
 * The words of a line as redis-cli takes them: quotes, escapes inside of
 * double quotes. Undefined where a quote does not end, or something stands
 * behind its end.
 * https://github.com/redis/redis/blob/7.0/src/sds.c, `sdssplitargs`
 */
export function splitLine(line: string): Buffer[] | undefined {
  // By bytes, as C does: a character of the text may be several.
  const text = Buffer.from(line).toString('latin1');
  const words: Buffer[] = [];
  let at = 0;
  const isSpace = (c: string | undefined) => c !== undefined && /\s/.test(c);
  for (;;) {
    while (isSpace(text[at])) at++;
    if (at >= text.length) return words;
    let word = '';
    let quote = '';
    for (; quote !== '' || (at < text.length && !isSpace(text[at])); at++) {
      const c = text[at];
      if (c === undefined) return undefined;
      if (quote === '') {
        if (c === '"' || c === "'") quote = c;
        else word += c;
      } else if (c === quote) {
        const next = text[at + 1];
        if (next !== undefined && !isSpace(next)) return undefined;
        quote = '';
      } else if (quote === "'" && c === '\\' && text[at + 1] === "'") {
        word += "'";
        at++;
      } else if (quote === '"' && c === '\\') {
        const hex = /^x([\da-f]{2})/i.exec(text.slice(at + 1, at + 4));
        const next = text[at + 1];
        if (next === undefined) return undefined;
        word += hex
          ? String.fromCharCode(parseInt(hex[1]!, 16))
          : (ESCAPES[next] ?? next);
        at += hex ? 3 : 1;
      } else word += c;
    }
    words.push(Buffer.from(word, 'latin1'));
  }
}
