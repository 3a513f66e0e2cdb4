import type { CommandLine } from './rows.ts';
import type { Sent } from './sent.ts';

const LONGEST = 72;
const REFUSED = /^\(error\)|_ERROR|^ERROR|close reply-code=/;

/**
 * A line of a table from what was sent by one client, all by one name: the
 * call, and what came back to it.
 * @param isBeside whether a recap tells the command in other lines
 */
export function lineOfSent(all: Sent[], isBeside: boolean): CommandLine {
  const shown = all.reduce((best, each) =>
    cost(each) < cost(best) ? each : best,
  );
  const { name, client = '', call = '', answer = '', statement } = shown;
  const python = '';
  if (statement === undefined) {
    const form = code(isBeside ? name : shown.text);
    const says = answer === '' ? '' : code(answer);
    return { form, client, call: code(call), python, says };
  }
  const same = all.filter(
    ({ file, line }) => file === shown.file && line === shown.line,
  );
  const statements = [...new Set(same.map((each) => each.statement!))];
  const says = `sends ${statements.slice(0, 4).map(code).join(', ')}`;
  return { form: code(call), client, call: '', python, says };
}

/** What was done rather than refused, in whole, and short. */
function cost({ call = '', answer = '', text }: Sent): number {
  const refused = REFUSED.test(answer) ? 10_000 : 0;
  const cut = call.includes('(…)') ? 1000 : 0;
  return refused + cut + call.length + answer.length + text.length;
}

/** As code of Markdown, on one line. */
function code(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `\`${shown.replaceAll('`', '’')}\``;
}
