import type { Example } from '../course/example.ts';
import { loadRecording, type Recording } from '../course/recording.ts';
import { courseRoot } from './course-root.ts';
import { exampleNamed } from './example-named.ts';
import { keptFor } from './kept.ts';

/**
 * The recording of an example that a page shows. While a lesson is being
 * written (`npm run dev`) there may be none yet; a build wants it.
 * @throws {CourseError} in a build, when it is missing, damaged or stale.
 */
export function recordingOf({ name }: Example): Recording | undefined {
  return recordingNamed(name);
}

const recordingNamed = keptFor((name): Recording | undefined => {
  try {
    return loadRecording(exampleNamed(name), courseRoot);
  } catch (error) {
    if (!import.meta.env.DEV) throw error;
    console.warn((error as Error).message);
    return undefined;
  }
});
