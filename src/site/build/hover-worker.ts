import { workerData } from 'node:worker_threads';
import { loadExample } from '../../course/example.ts';
import { hoversOf } from '../source/hovers.ts';

/** What each worker is told. */
export interface HoverWork {
  /** The folder of `examples/`. */
  root: string;
  /** Names of examples that share a type checker: all that is to be done. */
  batches: string[][];
  /** One number, of all workers: how many batches are taken. */
  taken: Int32Array;
}

const { root, batches, taken } = workerData as HoverWork;
for (;;) {
  const names = batches[Atomics.add(taken, 0, 1)];
  if (!names) break;
  await hoversOf(
    names.map((name) => loadExample(name, root)),
    root,
  );
}
