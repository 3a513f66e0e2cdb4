import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Every link and every file that the pages of a site name. */
function references(folder: string) {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({
      address: `/${file.replace(/(^|\/)index\.html$/, '$1')}`,
      html: readFileSync(path.join(folder, file), 'utf8'),
    }));
  const ids = new Map(
    pages.map(({ address, html }) => [
      address,
      new Set(
        [...html.matchAll(/\s(?:id|data-hovers)="([^"]*)"/g)].map(
          ([, id]) => id!,
        ),
      ),
    ]),
  );
  const links = pages.flatMap(({ address, html }) =>
    [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => ({
      from: address,
      link: link!.replaceAll('&#38;', '&'),
    })),
  );
  return { ids, links };
}

/** Of the address of a line of code, its file, which the page shows. */
function placeOf(anchor: string): string {
  return anchor.replace(/^(.+\/.+\.ts):\d+$/, '$1');
}

/** The links of a site that lead nowhere. */
export function brokenLinks(folder: string, base = ''): string[] {
  const { ids, links } = references(folder);
  if (links.length === 0) throw new Error(`${folder} has no links at all.`);
  return links
    .filter(({ link }) => !/^https?:/.test(link))
    .filter(({ from, link }) => {
      const target = new URL(link, `http://site${base}${from}`);
      if (!target.pathname.startsWith(`${base}/`)) return true;
      const address = target.pathname.slice(base.length);
      const page = ids.get(address);
      if (target.hash)
        return !page?.has(placeOf(decodeURIComponent(target.hash.slice(1))));
      return !page && !existsSync(path.join(folder, address));
    })
    .map(({ from, link }) => `${from} → ${link}`);
}
