import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';
import type { ReferenceEntry } from '../commands/entries.ts';

/**
 * Makes the index of the built pages, which the search of a page asks.
 * Pagefind is a process of its own: it works while others finish the pages.
 */
export function searchIndex(): AstroIntegration {
  let made: Promise<{ path: string; content: Uint8Array }[]>;
  return {
    name: 'roundtrip:search-index',
    hooks: {
      'astro:build:generated': ({ dir }) => {
        const folder = fileURLToPath(dir);
        const entries = takeEntries(folder);
        // Of a page of tables, each row is found by itself.
        const tables = new Set(entries.map(({ address }) => pageOf(address)));
        const pages = pagesIn(folder).filter(({ url }) => !tables.has(url));
        made = indexed(pages, entries);
        // Told where it is waited for.
        made.catch(() => {});
      },
      'astro:build:done': async ({ dir }) => {
        for (const { path: file, content } of await made) {
          const whole = path.join(fileURLToPath(dir), 'pagefind', file);
          mkdirSync(path.dirname(whole), { recursive: true });
          writeFileSync(whole, content);
        }
      },
    },
  };
}

/** The rows of the tables; the build left them for this index only. */
function takeEntries(folder: string): ReferenceEntry[] {
  const file = path.join(folder, 'reference/entries.json');
  const entries = JSON.parse(readFileSync(file, 'utf8')) as ReferenceEntry[];
  rmSync(file);
  return entries;
}

const pageOf = (address: string) => address.split('#')[0]!;

interface PageToFind {
  /** Below the site's root: `/redis/pub-sub/`. */
  url: string;
  html: string;
}

function pagesIn(folder: string): PageToFind[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])index\.html$/.test(file))
    .sort()
    .map((file) => ({
      url: `/${file.split(path.sep).slice(0, -1).join('/')}/`.replace(
        '//',
        '/',
      ),
      html: readFileSync(path.join(folder, file), 'utf8'),
    }));
}

/** What Pagefind writes besides the index: its own pieces of a page. */
const NOT_OURS = /-ui\.|-highlight\.|playground/;

/**
 * The files of the index.
 * @throws {Error} with what Pagefind says, of the page that it cannot read.
 */
async function indexed(pages: PageToFind[], entries: ReferenceEntry[]) {
  try {
    const { index, errors } = await createIndex({
      rootSelector: 'main',
      // Old names and errors are looked up as they are written.
      includeCharacters: '_',
      excludeSelectors: [
        'button',
        'nav',
        '.anchor',
        '.number',
        '.facts',
        '.near',
      ],
    });
    if (!index) throw new Error(errors.join(' '));
    const added = await Promise.all([
      ...pages.map(({ url, html }) =>
        // What a page shows without scripts is what a run put out.
        index.addHTMLFile({
          url,
          content: html.replaceAll('noscript>', 'section>'),
        }),
      ),
      ...entries.map(({ title, text, address, kind }) =>
        index.addCustomRecord({
          url: address,
          content: `${title}. ${text}`,
          language: 'en',
          meta: { title, kind },
        }),
      ),
    ]);
    const wrong = added.flatMap(({ errors: said }) => said);
    if (wrong.length > 0) throw new Error(wrong.join(' '));
    const { files } = await index.getFiles();
    return files.filter((file) => !NOT_OURS.test(file.path));
  } finally {
    await close();
  }
}
