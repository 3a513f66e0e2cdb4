import type { RunEvent } from '../course/event.ts';
import type { Example } from '../course/example.ts';
import { projectFolder } from '../course/project.ts';
import type { Recording } from '../course/recording.ts';
import { renameIn } from '../course/rename.ts';
import type { ExampleRun } from './run-example.ts';

/**
 * The recording of a run that finished: with the names of its lease
 * replaced, without the run's own start, which the header holds.
 */
export function recordingOf(example: Example, run: ExampleRun): Recording {
  return {
    example: example.name,
    source: example.sourceHash,
    verified: run.verified,
    panes: example.programs.map(({ pane }) => pane),
    events: run.events
      .filter((each) => each.event !== 'start' || 'pane' in each)
      .map((each) => renameIn(withoutOurPlace(each), run.aliases)),
  };
}

/** Of bytes that tell where the project is on this machine, those before. */
function withoutOurPlace(event: RunEvent): RunEvent {
  if (event.event !== 'wire') return event;
  const bytes = Buffer.from(event.bytes, 'base64');
  const at = bytes.indexOf(projectFolder);
  if (at < 0) return event;
  return { ...event, bytes: bytes.subarray(0, at).toString('base64') };
}
