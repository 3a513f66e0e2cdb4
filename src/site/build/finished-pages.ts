import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroPrerenderer, PathWithRoute } from 'astro';
import type { ReferenceEntry } from '../commands/entries.ts';
import { withRelative } from './relative-addresses.ts';
import { SearchIndex } from './search-index.ts';

/**
 * Finishes each page of a build as soon as it is rendered: it goes to the
 * search's index, and its addresses become relative. The page for what is not
 * there stays as it is: a server shows it at any depth.
 */
export function finishedPages(): AstroIntegration {
  let base = '/';
  let search: SearchIndex;
  let index: ReturnType<SearchIndex['files']>;
  return {
    name: 'roundtrip:finished-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:start': ({ setPrerenderer }) => {
        search = new SearchIndex();
        setPrerenderer((astros) => finishing(astros, base, search));
      },
      'astro:build:generated': ({ dir }) => {
        search.addEntries(takeEntries(fileURLToPath(dir)));
        index = search.files();
        // Told where it is waited for.
        index.catch(() => {});
      },
      'astro:build:done': async ({ dir }) => {
        const folder = path.join(fileURLToPath(dir), 'pagefind');
        for (const { path: file, content } of await index) {
          const whole = path.join(folder, file);
          mkdirSync(path.dirname(whole), { recursive: true });
          writeFileSync(whole, content);
        }
      },
    },
  };
}

/** What renders pages as this does, and finishes them. */
function finishing(
  astros: AstroPrerenderer,
  base: string,
  search: SearchIndex,
): AstroPrerenderer {
  return {
    ...astros,
    async getStaticPaths() {
      const paths = await astros.getStaticPaths();
      // The index takes longest over lessons: it gets them first.
      return paths.toSorted(
        (a, b) => Number(isLesson(b)) - Number(isLesson(a)),
      );
    },
    async render(request, options) {
      const rendered = await astros.render(request, options);
      const response =
        rendered instanceof Response ? rendered : rendered.response;
      const type = response.headers.get('content-type') ?? '';
      const isPage = type.startsWith('text/html') && response.ok;
      if (!isPage || options.routeData.route === '/404') return rendered;
      const html = await response.text();
      const below = new URL(request.url).pathname.slice(base.length);
      search.addPage({ address: `/${below}`, html });
      const depth = below.split('/').length - 1;
      return new Response(withRelative(html, base, depth), response);
    },
  };
}

const isLesson = ({ route }: PathWithRoute) =>
  route.route === '/[track]/[slug]';

/** The rows of the tables; the build left them for the index only. */
function takeEntries(folder: string): ReferenceEntry[] {
  const file = path.join(folder, 'reference/entries.json');
  const entries = JSON.parse(readFileSync(file, 'utf8')) as ReferenceEntry[];
  rmSync(file);
  return entries;
}
