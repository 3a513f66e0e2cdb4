import { compare, describeDifference } from '../course/compare.ts';
import { exampleNames, loadExample } from '../course/example.ts';
import { saveRecording } from '../course/recording.ts';
import { recordingOf } from '../lab/record.ts';
import { runExample } from '../lab/run-example.ts';
import { openServices } from '../services/services.ts';
import { SERVICES } from '../services/service.ts';
import { readArguments } from './read-arguments.ts';
import { withServices } from './with-services.ts';

/**
 * `npm run record [-- <track>/<name> …]`: runs each example twice, and
 * keeps the recording when both runs agree. Exit code 1 when one does not.
 */
export async function record(args: string[]): Promise<number> {
  const { positionals } = readArguments('record', {
    args,
    allowPositionals: true,
  });
  const examples = (positionals.length > 0 ? positionals : exampleNames()).map(
    (name) => loadExample(name),
  );
  const services = await openServices();
  return withServices(services, SERVICES, async (signal) => {
    let failed = 0;
    for (const example of examples) {
      const run = await runExample(services, example, { signal });
      signal.throwIfAborted();
      const recording = recordingOf(example, run);
      const again = await runExample(services, example, { signal });
      signal.throwIfAborted();
      const differences = compare(recording, again.events, again.aliases);
      if (run.outcome !== 'finished') {
        console.error(`${example.name}: not recorded. ${run.message}`);
        failed++;
      } else if (differences.length > 0) {
        console.error(
          `${example.name}: not recorded, two runs differ. ${differences.map(describeDifference).join(' ')} Make the example deterministic, or begin a line that may differ with "~".`,
        );
        failed++;
      } else {
        saveRecording(recording);
        console.log(
          `${example.name}: recorded ${recording.events.length} events.`,
        );
      }
    }
    return failed > 0 ? 1 : 0;
  });
}
