import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroPrerenderer, PathWithRoute } from 'astro';
import type { ReferenceEntry } from '../commands/entries.ts';
import { withRelative } from './relative-addresses.ts';
import { SearchIndex } from './search-index.ts';

/** The rows of the tables: the search's index wants them, and no page. */
const ENTRIES = '/reference/entries.json';

/**
 * Finishes each page of a build as soon as it is rendered: it goes to the
 * search's index, and its addresses become relative. The page for what is not
 * there stays as it is: a server shows it at any depth.
 */
export function finishedPages(): AstroIntegration {
  let base = '/';
  let index: ReturnType<SearchIndex['files']>;
  let tellLast: () => void;
  return {
    name: 'roundtrip:finished-pages',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:start': ({ setPrerenderer }) => {
        const search = new SearchIndex();
        const whole = Promise.withResolvers<void>();
        tellLast = whole.resolve;
        index = whole.promise.then(() => search.files());
        // Told where it is waited for.
        index.catch(() => {});
        setPrerenderer((astros) => finishing(astros, base, search, tellLast));
      },
      // Of two routes with one path, Astro leaves out one: it would be awaited.
      'astro:build:generated': () => tellLast(),
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

/** What renders pages as this does, finishes them, and tells the last one. */
function finishing(
  astros: AstroPrerenderer,
  base: string,
  search: SearchIndex,
  tellLast: () => void,
): AstroPrerenderer {
  let left = 0;
  const finish: AstroPrerenderer['render'] = async (request, options) => {
    const rendered = await astros.render(request, options);
    const response =
      rendered instanceof Response ? rendered : rendered.response;
    const { route } = options.routeData;
    if (route === ENTRIES) {
      search.addEntries((await response.json()) as ReferenceEntry[]);
      return new Response(null);
    }
    if (!isPage(options.routeData) || !response.ok || route === '/404')
      return rendered;
    const html = await response.text();
    const below = new URL(request.url).pathname.slice(base.length);
    search.addPage({ address: `/${below}`, html });
    const depth = below.split('/').length - 1;
    return new Response(withRelative(html, base, depth), response);
  };
  return {
    ...astros,
    async getStaticPaths() {
      const paths = await astros.getStaticPaths();
      left = paths.filter(({ route }) => turnOf(route) < LAST).length;
      return paths.toSorted((a, b) => turnOf(a.route) - turnOf(b.route));
    },
    async render(request, options) {
      const rendered = await finish(request, options);
      if (turnOf(options.routeData) < LAST && --left === 0) tellLast();
      return rendered;
    },
  };
}

type Route = Pick<PathWithRoute['route'], 'route' | 'type'>;

const isPage = ({ type }: Route) => type === 'page';

const LAST = 2;

/**
 * The index takes longest over lessons, and is made when it has all pages,
 * while the files that it does not look into are written.
 */
function turnOf(route: Route): number {
  if (route.route === '/[track]/[slug]') return 0;
  return isPage(route) || route.route === ENTRIES ? 1 : LAST;
}
