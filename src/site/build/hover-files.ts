import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import { exampleNames, loadExample } from '../../course/example.ts';
import { hasHovers, hoversOf } from '../source/hovers.ts';
import type { HoverWork } from './hover-worker.ts';

/**
 * One file of hovers for each file of an example:
 * `/hovers/redis/pub-sub/helper.ts.json`. TypeScript takes longer for those
 * that are not cached than all else in a build: it works beside it.
 * @param root the folder of `examples/`
 */
export function hoverFiles(root: string): AstroIntegration {
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
        made = makeMissing(root);
        // Told where it is waited for; a page may fail before that.
        made.catch(() => {});
      },
      'astro:build:done': async ({ dir }) => {
        await made;
        const folder = path.join(fileURLToPath(dir), 'hovers');
        for (const example of allOf(root)) {
          const hovers = await hoversOf(example, root);
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

const allOf = (root: string) =>
  exampleNames(root).map((name) => loadExample(name, root));

/** Two workers begin at both ends of what is not cached, and meet. */
async function makeMissing(root: string): Promise<void> {
  const examples = allOf(root)
    .filter((example) => !hasHovers(example))
    .map(({ name }) => name);
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const ends = examples.length > 1 ? [false, true] : [false];
  if (examples.length > 0)
    await Promise.all(
      ends.map((atEnd) => finished({ root, examples, atEnd, taken })),
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
