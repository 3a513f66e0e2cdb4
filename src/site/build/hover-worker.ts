import path from 'node:path';
import { workerData } from 'node:worker_threads';
import { loadExample } from '../../course/example.ts';
import { hasHovers, hoversOf } from '../source/hovers.ts';
import { expectFiles } from '../source/types-in.ts';

/** What one of two workers is told. */
export interface HoverWork {
  /** The folder of `examples/`. */
  root: string;
  /** All that is to be done: one worker begins at the front, one at the end. */
  examples: string[];
  atEnd: boolean;
  /** One number, of both: how many examples are taken. */
  taken: Int32Array;
}

const { root, examples, atEnd, taken } = workerData as HoverWork;
const own = atEnd ? examples.toReversed() : examples;
const trackOf = (name: string) => name.split('/')[0];

let track: string | undefined;
for (const name of own) {
  if (Atomics.add(taken, 0, 1) >= examples.length) break;
  // A track at a time, for most tracks have libraries of their own.
  if (trackOf(name) !== track) {
    track = trackOf(name);
    const files = examples
      .filter((each) => trackOf(each) === track)
      .map((each) => loadExample(each, root))
      .filter((example) => !hasHovers(example))
      .flatMap((example) => example.files);
    expectFiles(files.map((file) => path.join(root, file.path)));
  }
  await hoversOf(loadExample(name, root), root);
}
