import type { RunEvent } from '../../src/course/event.ts';
import { filesToRun, loadExample } from '../../src/course/example.ts';
import { runPrograms, type RunOptions } from '../../src/lab/run.ts';
import { fixtureProject } from '../setup/fixture-project.ts';

/** Runs a folder of programs, given as pane → source. */
export function runPanes(
  panes: Record<string, string>,
  options: Partial<RunOptions> = {},
) {
  const files = Object.entries(panes).map(([pane, source], index) => {
    const tags = [...source.matchAll(/^\/\/ (@.*)$/gm)]
      .map((match) => ` * ${match[1]}\n`)
      .join('');
    const title = index === 0 ? ' * @title T\n' : '';
    return [
      `examples/redis/x/${pane}.ts`,
      `/**\n${title} * @pane ${pane}\n${tags} */\n${source}\n`,
    ];
  });
  const root = fixtureProject(Object.fromEntries(files));
  const events: RunEvent[] = [];
  const example = loadExample('redis/x', root);
  const result = runPrograms(example.programs, {
    addresses: () => ({}),
    clock: () => 0,
    on: (event) => events.push(event),
    files: filesToRun(example),
    ...options,
  });
  return { events, result };
}

/** What a pane wrote. */
export const textOf = (events: RunEvent[], pane: string, stream = 'stdout') =>
  events
    .flatMap((each) =>
      each.event === stream &&
      'pane' in each &&
      each.pane === pane &&
      'text' in each
        ? each.text
        : [],
    )
    .join('');
/** How a pane ended. */
export const endOf = (events: RunEvent[], pane: string) =>
  events.find(
    (each) => each.event === 'end' && 'pane' in each && each.pane === pane,
  );
