import { readdirSync, readFileSync } from 'node:fs';
import type { MarkdownProcessor } from '@astrojs/markdown-remark';
import { fromCache } from '../build/from-cache.ts';

type Renderer = Awaited<
  ReturnType<NonNullable<MarkdownProcessor['createMdxRenderer']>>
>;

/** All that makes prose of MDX, besides the libraries. */
const MAKERS = ['./', '../source/highlight.ts', '../source/inks.ts'];

function makersText(): string {
  const files = MAKERS.map((maker) => new URL(maker, import.meta.url));
  return files
    .flatMap((file) =>
      file.pathname.endsWith('/')
        ? readdirSync(file).map((name) => new URL(name, file))
        : [file],
    )
    .map((file) => readFileSync(file, 'utf8'))
    .join('\0');
}

/**
 * A processor that makes the module of a lesson's prose once, and takes it
 * from the cache as long as nothing that it is made of has changed. What makes
 * it is loaded when it is first wanted: that takes a quarter of a second.
 * @param base what the site's own addresses begin with
 */
export function keptProse(base: string): MarkdownProcessor<object> {
  const loaded = async () => {
    const { proseProcessor } = await import('./prose-processor.ts');
    return proseProcessor(base);
  };
  return {
    name: 'kept-prose',
    options: {},
    createRenderer: async (shared) => (await loaded()).createRenderer(shared),
    createMdxRenderer: async (shared, mdx) => {
      const told = JSON.stringify([base, shared, mdx]);
      const makers = makersText();
      let renderer: Promise<Renderer> | undefined;
      const make = async () => (await loaded()).createMdxRenderer!(shared, mdx);
      return {
        process: (content, file, frontmatter) =>
          fromCache(
            'prose',
            [makers, told, content, file, JSON.stringify(frontmatter)],
            async () => {
              renderer ??= make();
              return (await renderer).process(content, file, frontmatter);
            },
          ),
      };
    },
  };
}
