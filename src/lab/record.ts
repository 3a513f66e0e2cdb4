import { rename } from '../course/compare.ts';
import type { Example } from '../course/example.ts';
import type { Recording } from '../course/recording.ts';
import type { ExampleRun } from './run-example.ts';

/**
 * The recording of a run that finished: with the names of its lease
 * replaced, without the run's own start, which the header holds.
 */
export function recordingOf(example: Example, run: ExampleRun): Recording {
  const events = run.events
    .filter((each) => each.event !== 'start' || 'pane' in each)
    .map((each) =>
      'text' in each ? { ...each, text: rename(each.text, run.aliases) } : each,
    );
  return {
    example: example.name,
    source: example.sourceHash,
    verified: run.verified,
    panes: example.programs.map(({ pane }) => pane),
    events: events.map((each) =>
      'left' in each
        ? {
            ...each,
            left: each.left.map((leak) => ({
              ...leak,
              names: leak.names.map((name) => rename(name, run.aliases)),
            })),
          }
        : each,
    ),
  };
}
