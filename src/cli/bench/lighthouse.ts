import { findProgram } from '../../services/program.ts';
import { ensureInstalled } from '../../services/provision.ts';
import type { Rig } from './rig.ts';
import { figures, neverLessThan, row, type Row } from './row.ts';
import { timed } from './timed-process.ts';

/**
 * Fetched when it is asked for: it brings a hundred packages, and nothing
 * else of the course needs one of them.
 */
const LIGHTHOUSE = 'lighthouse@13.5.0';

/** A page of each kind. */
const PAGES = [
  '/',
  '/course/',
  '/redis/pipelines/',
  '/reference/',
  '/reference/redis/',
  '/examples/redis/pipelines/',
  '/old-article/',
  '/teach/',
];

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** How often it looks at a page: it takes a stalled machine for a slow page. */
const LOOKS = 3;

/**
 * Lighthouse's four scores of a page of each kind, as on a telephone: the
 * median of its looks for each.
 */
export async function measureLighthouse(rig: Rig): Promise<Row[]> {
  const { port } = await rig.lab();
  let chromium = process.env.CHROMIUM ?? findProgram('chromium');
  if (!chromium) {
    await ensureInstalled([{ command: 'chromium', apt: 'chromium' }]);
    chromium = findProgram('chromium') ?? 'chromium';
  }
  const rows: Row[] = [];
  for (const page of rig.quick ? PAGES.slice(0, 1) : PAGES) {
    rig.signal.throwIfAborted();
    rig.tell(`Lighthouse looks at ${page}`);
    const url = `http://localhost:${port}${page}`;
    const looks: number[][] = [];
    while (looks.length < Math.min(rig.rounds, LOOKS))
      looks.push(await scoresOf(rig, url, chromium));
    const scores = CATEGORIES.map(
      (_, index) => figures(looks.map((look) => look[index] ?? 0)).median,
    );
    const what = `${page}, the four scores`;
    rows.push(row(what, 'of 100', scores, { limits: [neverLessThan(98)] }));
  }
  return rows;
}

async function scoresOf(
  { signal }: Rig,
  url: string,
  chromium: string,
): Promise<number[]> {
  const { output } = await timed(
    'npx',
    [
      ...['--yes', LIGHTHOUSE, url, '--quiet', '--output=json'],
      ...['--output-path=stdout', `--only-categories=${CATEGORIES.join()}`],
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ],
    { env: { ...process.env, CHROME_PATH: chromium }, signal },
  );
  const { categories } = JSON.parse(output) as {
    categories: Record<string, { score: number | null }>;
  };
  return CATEGORIES.map((name) => (categories[name]?.score ?? 0) * 100);
}
