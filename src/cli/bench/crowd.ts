import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../apart/send.ts';
import { askLab, finished, isOutput } from './ask-lab.ts';
import type { Rig } from './rig.ts';
import { quantile, row, type Row } from './row.ts';

const AT_ONCE = 30;
const EXAMPLE = 'redis/pipelines';
const PAGE = '/redis/pipelines/';
/** Milliseconds from one look at the page to the next. */
const BETWEEN_PAGES = 20;
/** Looks at the page while nobody runs anything. */
const AT_REST = 50;

/** Thirty pages that press Run at once, and what else a reader feels of it. */
export async function measureCrowd(rig: Rig): Promise<Row[]> {
  const lab = await rig.lab();
  const halves: number[] = [];
  const slowest: number[] = [];
  const each: number[] = [];
  const pages: number[] = [];
  const quiet: number[] = [];
  for (let round = 0; round < rig.rounds; round += 1) {
    rig.signal.throwIfAborted();
    for (let look = 0; look < AT_REST; look += 1)
      quiet.push(await pageTime(lab.port));
    const began = performance.now();
    let over = false;
    const looking = (async () => {
      while (!over) {
        pages.push(await pageTime(lab.port));
        await sleep(BETWEEN_PAGES);
      }
    })();
    const runs = Array.from({ length: AT_ONCE }, (_, index) =>
      askLab(
        lab,
        {
          ...{ path: '/lab/runs', body: { example: EXAMPLE } },
          ...{ tab: `bench-crowd-tab-${index}`, signal: rig.signal },
        },
        isOutput,
        finished,
      ),
    );
    const all = await Promise.all(runs).finally(() => (over = true));
    const whole = (performance.now() - began) / 1000;
    await looking;
    const ended = all.map((run) => run.ended).toSorted((a, b) => a - b);
    halves.push(quantile(ended, 0.5));
    slowest.push(quantile(ended, 0.95));
    each.push(AT_ONCE / whole);
  }
  const p95 = (samples: number[]) => [
    quantile(
      samples.toSorted((a, b) => a - b),
      0.95,
    ),
  ];
  return [
    row(`${AT_ONCE} runs at once, until one has ended: p50`, 'ms', halves),
    row(`${AT_ONCE} runs at once, until one has ended: p95`, 'ms', slowest),
    row(`${AT_ONCE} runs at once: runs`, 'a second', each),
    row('a page meanwhile: p50', 'ms', pages, { beside: { 'at rest': quiet } }),
    row('a page meanwhile: p95', 'ms', p95(pages), {
      beside: { 'at rest': p95(quiet) },
    }),
  ];
}

/** Milliseconds until the whole page has come. */
async function pageTime(port: number): Promise<number> {
  const began = performance.now();
  const { status } = await send(port, { method: 'GET', path: PAGE });
  if (status !== 200) throw new Error(`${PAGE} was answered by ${status}.`);
  return performance.now() - began;
}
