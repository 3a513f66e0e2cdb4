import type { RunEvent } from '../course/event.ts';
import { exampleNames, loadExample } from '../course/example.ts';
import { rename } from '../course/rename.ts';
import { runExample } from '../lab/run-example.ts';
import { openServices } from '../services/services.ts';
import { wholeLines } from './pane-lines.ts';
import { readArguments } from './read-arguments.ts';
import { wireLines } from './wire-lines.ts';
import { withServices } from './with-services.ts';

/**
 * `npm run example -- <track>/<name> [--wire]`: exit code 0 when every
 * program's is.
 */
export async function example(args: string[]): Promise<number> {
  const { positionals, values } = readArguments('example', {
    args,
    allowPositionals: true,
    options: { wire: { type: 'boolean', default: false } },
  });
  const [name, ...more] = positionals;
  if (!name) {
    console.error(
      `Name an example: npm run example -- <track>/<name>. There are:\n${exampleNames()
        .map((each) => `  ${each}`)
        .join('\n')}`,
    );
    return 1;
  }
  if (more.length > 0) {
    console.error(
      `example runs one example, and got ${positionals.length}: ${positionals.join(', ')}.`,
    );
    return 1;
  }
  const loaded = loadExample(name);
  const services = await openServices();
  return withServices(services, loaded.uses, async (signal) => {
    const print = wholeLines(
      loaded.programs.map(({ pane }) => pane),
      (line, stream) =>
        (stream === 'stderr' ? process.stderr : process.stdout).write(line),
    );
    const { events, outcome, message, aliases } = await runExample(
      services,
      loaded,
      { on: print, signal },
    );
    signal.throwIfAborted();
    if (values.wire) {
      for (const line of wireLines(events)) console.log(rename(line, aliases));
    }
    if (message) console.error(message);
    return outcome === 'finished' && events.every(endedWell) ? 0 : 1;
  });
}

/** A program killed by its own doing is part of what an example shows. */
function endedWell(event: RunEvent): boolean {
  return !('code' in event) || event.code === 0 || event.code === null;
}
