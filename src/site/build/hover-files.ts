import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import {
  exampleNames,
  loadExample,
  type Example,
} from '../../course/example.ts';
import { hasHovers, hoversOf } from '../source/hovers.ts';
import type { HoverWork } from './hover-worker.ts';

/**
 * One file of hovers for each file of an example:
 * `/hovers/redis/pub-sub/helper.ts.json`. TypeScript takes longer for those
 * that are not cached than all else in a build: it works beside it.
 * @param root the folder of `examples/`
 */
export function hoverFiles(root: string): AstroIntegration {
  let batches: Example[][] = [];
  let made: Promise<unknown> = Promise.resolve();
  return {
    name: 'roundtrip:hover-files',
    hooks: {
      'astro:config:setup': ({ command, injectRoute }) => {
        if (command !== 'dev') return;
        injectRoute({
          pattern: '/hovers/[...file].json',
          entrypoint: new URL('./hovers-in-dev.ts', import.meta.url),
        });
      },
      'astro:build:start': () => {
        batches = batchesOf(root);
        made = makeMissing(batches, root);
        // Told where it is waited for; a page may fail before that.
        made.catch(() => {});
      },
      'astro:build:done': async ({ dir }) => {
        await made;
        const folder = path.join(fileURLToPath(dir), 'hovers');
        for (const examples of batches) {
          const hovers = await hoversOf(examples, root);
          for (const [file, shown] of Object.entries(hovers)) {
            const name = file.replace(/^examples\//, '');
            const whole = path.join(folder, `${name}.json`);
            mkdirSync(path.dirname(whole), { recursive: true });
            writeFileSync(whole, JSON.stringify(shown));
          }
        }
      },
    },
  };
}

/**
 * Examples that share a type checker: to start one costs as much as some
 * examples do, and an author who edits one waits for its batch.
 */
const BATCH = 24;

/** All examples, those of a track together: they use the same libraries. */
function batchesOf(root: string): Example[][] {
  const examples = exampleNames(root).map((name) => loadExample(name, root));
  const tracks = Map.groupBy(examples, ({ name }) => name.split('/')[0]);
  return [...tracks.values()].flatMap((track) =>
    Array.from({ length: Math.ceil(track.length / BATCH) }, (_, index) =>
      track.slice(index * BATCH, (index + 1) * BATCH),
    ),
  );
}

/** One processor is Astro's, and each worker reads the libraries anew. */
const WORKERS = Math.max(1, Math.min(2, availableParallelism() - 1));

/** Workers take what is not cached, a batch after the other. */
async function makeMissing(all: Example[][], root: string): Promise<void> {
  const batches = all
    .filter((examples) => !hasHovers(examples))
    .map((examples) => examples.map(({ name }) => name))
    .toReversed(); // the ORM's take longest, and are last
  const taken = new Int32Array(new SharedArrayBuffer(4));
  await Promise.all(
    batches.slice(0, WORKERS).map(() => finished({ root, batches, taken })),
  );
}

function finished(work: HoverWork): Promise<void> {
  const worker = new Worker(new URL('./hover-worker.ts', import.meta.url), {
    workerData: work,
  });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
