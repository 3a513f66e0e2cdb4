import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { keptProse } from './src/site/markdown/kept-prose.ts';
import { finishedPages } from './src/site/build/finished-pages.ts';
import { forgetUnused } from './src/site/build/from-cache.ts';
import { hoverFiles } from './src/site/build/hover-files.ts';
import { siteAddress } from './src/site/build/site-address.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

const { site, base } = siteAddress(process.env.SITE_URL);

/** The folder that holds `lessons/` and `examples/`; tests bring their own. */
const courseRoot = process.env.COURSE_ROOT ?? here;

/**
 * What a script or a style sheet of the built site names stands beside it.
 * Vite makes no relative addresses in a style sheet that it writes for the
 * pages, so that one gets a file's name as it is.
 */
const renderBuiltUrl = (file, { ssr, hostType }) => {
  if (!ssr) return { relative: true };
  return hostType === 'css' ? file.slice(file.lastIndexOf('/') + 1) : undefined;
};

export default defineConfig({
  site,
  base,
  srcDir: `${here}src/site`,
  publicDir: `${here}src/site/public`,
  outDir: process.env.SITE_OUT ?? './dist',
  cacheDir: './.cache/astro',
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  build: {
    // A page of the site allows no script and no style but its own files.
    inlineStylesheets: 'never',
    // While a file is written, others are rendered.
    concurrency: 4,
  },
  // Only a site that knows its address can tell a crawler its pages'.
  integrations: [
    mdx(),
    hoverFiles(courseRoot),
    // Behind the others: what it waits for goes on meanwhile.
    finishedPages(),
    { name: 'roundtrip:cache', hooks: { 'astro:build:done': forgetUnused } },
    ...(site ? [sitemap()] : []),
  ],
  markdown: {
    syntaxHighlight: false,
    processor: keptProse(base),
  },
  vite: {
    cacheDir: './.cache/vite',
    resolve: { alias: { '#lessons': path.join(courseRoot, 'lessons') } },
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        onLog(level, log, handler) {
          // MDX outside srcDir sets it off; it says nothing about a lesson.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
        },
      },
    },
    experimental: { renderBuiltUrl },
    define: { 'import.meta.env.COURSE_ROOT': JSON.stringify(courseRoot) },
  },
});
