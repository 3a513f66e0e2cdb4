/** What PostgreSQL says of an error or a notice. */
export interface Complaint {
  severity?: string | undefined;
  message?: string | undefined;
  /** In characters of the statement, from 1. */
  position?: string | undefined;
  detail?: string | undefined;
  hint?: string | undefined;
  where?: string | undefined;
}

/** Characters of a line that stand around the place of an error. */
const SHOWN_WIDTH = 60;
/** Characters that are kept to the right of it. */
const RIGHT = 10;

/**
 * An error or a notice as psql shows it, with the place in the statement.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/interfaces/libpq/fe-protocol3.c,
 * `pqBuildErrorMessage3`
 */
export function showError(error: Complaint, statement = ''): string {
  const { severity, message, position, detail, hint, where } = error;
  const isError = severity !== 'NOTICE' && severity !== 'WARNING';
  return [
    `${severity ?? 'ERROR'}:  ${message}`,
    ...(position ? placeIn(statement, Number(position)) : []),
    ...(detail ? [`DETAIL:  ${detail}`] : []),
    ...(hint ? [`HINT:  ${hint}`] : []),
    ...(where && isError ? [`CONTEXT:  ${where}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The line of the position (from 1), and a sign below it. */
function placeIn(statement: string, position: number): string[] {
  const text = [...statement.replaceAll('\t', ' ')];
  const at = position - 1;
  if (at < 0 || at > text.length) return [];
  const before = text.slice(0, at);
  const number = before.filter((c) => c === '\n').length + 1;
  let begin = before.lastIndexOf('\n') + 1;
  let end = text.indexOf('\n', at);
  if (end < 0) end = text.length;
  let [cutLeft, cutRight] = [false, false];
  if (end - begin > SHOWN_WIDTH) {
    if (begin + SHOWN_WIDTH >= at + RIGHT) {
      end = begin + SHOWN_WIDTH;
      cutRight = true;
    } else {
      if (at + RIGHT < end) {
        end = at + RIGHT;
        cutRight = true;
      }
      if (end - begin > SHOWN_WIDTH) {
        begin = end - SHOWN_WIDTH;
        cutLeft = true;
      }
    }
  }
  const head = `LINE ${number}: ${cutLeft ? '...' : ''}`;
  const line = text.slice(begin, end).join('');
  return [
    `${head}${line}${cutRight ? '...' : ''}`,
    `${' '.repeat(head.length + at - begin)}^`,
  ];
}
