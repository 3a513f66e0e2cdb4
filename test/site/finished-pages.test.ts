import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroPrerenderer } from 'astro';
import { expect, onTestFinished, test } from 'vitest';
import { finishedPages } from '../../src/site/build/finished-pages.ts';

/** One path of two routes: Astro renders the page of one of them. */
const ROUTE = { route: '/[track]/[slug]', type: 'page' };
const PATHS = ['/redis/lists/', '/redis/sets/', '/redis/sets/'];

test('a build ends of whose routes two have one path', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtrip-dist-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { hooks } = finishedPages();
  let finishing!: AstroPrerenderer;
  call(hooks['astro:config:done'], { config: { base: '/' } });
  call(hooks['astro:build:start'], {
    setPrerenderer: (make: (astros: object) => AstroPrerenderer) =>
      (finishing = make(astros)),
  });
  const paths = await finishing.getStaticPaths();
  expect(paths).toHaveLength(3);
  for (const pathname of new Set(PATHS)) {
    const request = new Request(`http://localhost${pathname}`);
    await finishing.render(request, { routeData: ROUTE } as never);
  }
  const dir = pathToFileURL(`${folder}/`);
  const done = call(hooks['astro:build:done'], { dir });
  call(hooks['astro:build:generated'], { dir });
  await done;
  expect(existsSync(path.join(folder, 'pagefind/pagefind.js'))).toBe(true);
});

const astros = {
  name: 'test',
  getStaticPaths: async () =>
    PATHS.map((pathname) => ({ pathname, route: ROUTE })),
  render: async () =>
    new Response(
      '<html><body><main data-pagefind-body>Sets</main></body></html>',
    ),
};

function call(hook: unknown, options: object): unknown {
  return (hook as (options: object) => unknown)(options);
}
