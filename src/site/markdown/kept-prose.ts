import { readdirSync, readFileSync } from 'node:fs';
import type { MarkdownProcessor } from '@astrojs/markdown-remark';
import { fromCache } from '../build/from-cache.ts';

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
 * from the cache as long as nothing that it is made of has changed.
 * @param settings what else the processor was told, as text
 */
export function keptProse<Options extends object>(
  processor: MarkdownProcessor<Options>,
  settings: string,
): MarkdownProcessor<Options> {
  const { createMdxRenderer } = processor;
  if (!createMdxRenderer) return processor;
  return {
    ...processor,
    async createMdxRenderer(shared, mdx) {
      const renderer = await createMdxRenderer.call(processor, shared, mdx);
      const told = JSON.stringify([settings, shared, mdx]);
      const makers = makersText();
      return {
        process: (content, file, frontmatter) =>
          fromCache(
            'prose',
            [makers, told, content, file, JSON.stringify(frontmatter)],
            () => renderer.process(content, file, frontmatter),
          ),
      };
    },
  };
}
