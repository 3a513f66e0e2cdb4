import type { LeftBehind, RunEvent } from '../course/event.ts';

/** What was left on a server, as a phrase: `2 redis keys (cart:1, cart:2)`. */
function leftBehind({ service, what, count, names }: LeftBehind): string {
  const named = names.length > 0 ? ` (${names.join(', ')})` : '';
  return `${count} ${service} ${what}${count === 1 ? '' : 's'}${named}`;
}

/**
 * Turns a run's events into printed lines, each behind the name of its
 * pane when there are several. A line is printed when it is whole.
 */
export function wholeLines(
  panes: string[],
  write: (line: string, stream: 'stdout' | 'stderr') => void,
): (event: RunEvent) => void {
  const width = Math.max(...panes.map((pane) => pane.length));
  const label = (pane: string) =>
    panes.length > 1 ? `${pane.padEnd(width)} | ` : '';
  const rest = new Map<string, string>();
  const print = (
    pane: string,
    stream: 'stdout' | 'stderr',
    text: string,
    end: boolean,
  ) => {
    const key = `${pane} ${stream}`;
    const lines = ((rest.get(key) ?? '') + text).split('\n');
    const last = lines.pop()!;
    if (end && last !== '') lines.push(last);
    rest.set(key, end ? '' : last);
    for (const line of lines) write(`${label(pane)}${line}\n`, stream);
  };
  return (event) => {
    if (event.event === 'stdout' || event.event === 'stderr') {
      print(event.pane, event.event, event.text, false);
    } else if (event.event === 'end' && 'code' in event) {
      print(event.pane, 'stdout', '', true);
      print(event.pane, 'stderr', '', true);
      if (event.signal)
        write(`${label(event.pane)}(ended by ${event.signal})\n`, 'stdout');
      else if (event.code !== 0)
        write(`${label(event.pane)}(exit code ${event.code})\n`, 'stdout');
    } else if (
      event.event === 'end' &&
      'left' in event &&
      event.left.length > 0
    ) {
      write(
        `Left on the servers: ${event.left.map(leftBehind).join(', ')}.\n`,
        'stdout',
      );
    }
  };
}
