import { readdirSync } from 'node:fs';
import { builtWeight } from './built-weight.ts';
import type { Rig } from './rig.ts';
import { neverMoreThan, row, type Row } from './row.ts';

/** Kinds of page, by where they are; the first that fits is it. */
const KINDS: [kind: string, at: RegExp][] = [
  ['the first page', /^index\.html$/],
  ['a page of the reference', /^reference\//],
  ['a program or module', /^examples\//],
  ['the course, teachers, the old article', /^[^/]+\/index\.html$/],
  ['a lesson', /^[^/]+\/[^/]+\/index\.html$/],
];

/** What a browser fetches of a page before anyone touches it, compressed. */
export async function measurePages(rig: Rig): Promise<Row[]> {
  const site = await rig.site();
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('/index.html') || file === 'index.html');
  const byKind = Map.groupBy(
    pages,
    (page) => KINDS.find(([, at]) => at.test(page))?.[0] ?? 'another page',
  );
  return [...byKind].toSorted().flatMap(([kind, files]) => {
    const weights = files.map((file) => builtWeight(site, file));
    const kilobytes = (bytes: number) => bytes / 1000;
    return [
      row(
        `${kind}, all of it`,
        'kB',
        weights.map(({ all }) => kilobytes(all)),
        {
          limits: [neverMoreThan(40)],
        },
      ),
      row(
        `${kind}, JavaScript`,
        'kB',
        weights.map(({ scripts }) => kilobytes(scripts)),
        { limits: [neverMoreThan(5)] },
      ),
    ];
  });
}
