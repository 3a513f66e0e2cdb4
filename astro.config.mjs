import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import { rehypeHeadingIds, unified } from '@astrojs/markdown-remark';
import { defineConfig } from 'astro/config';
import { rehypeCode } from './src/site/markdown/rehype-code.ts';
import { rehypeHeadingAnchors } from './src/site/markdown/rehype-heading-anchors.ts';
import { rehypeLinks } from './src/site/markdown/rehype-links.ts';
import { rehypeTables } from './src/site/markdown/rehype-tables.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Where the site is served: `/`, or the prefix that SITE_BASE names. */
const base = process.env.SITE_BASE ?? '/';

/** The folder that holds `lessons/` and `examples/`; tests bring their own. */
const courseRoot = process.env.COURSE_ROOT ?? here;

export default defineConfig({
  base,
  srcDir: `${here}src/site`,
  publicDir: `${here}src/site/public`,
  outDir: process.env.SITE_OUT ?? './dist',
  cacheDir: './.cache/astro',
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  // A page of the site allows no script and no style but its own files.
  build: { inlineStylesheets: 'never' },
  integrations: [mdx()],
  markdown: {
    syntaxHighlight: false,
    processor: unified({
      rehypePlugins: [
        rehypeCode,
        rehypeHeadingIds,
        rehypeHeadingAnchors,
        rehypeTables,
        [rehypeLinks, { base }],
      ],
    }),
  },
  vite: {
    cacheDir: './.cache/vite',
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        onLog(level, log, handler) {
          // MDX outside srcDir sets it off; it says nothing about a lesson.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
        },
      },
    },
    define: { 'import.meta.env.COURSE_ROOT': JSON.stringify(courseRoot) },
  },
});
