import {
  rehypeHeadingIds,
  unified,
  type MarkdownProcessor,
  type RehypePlugins,
} from '@astrojs/markdown-remark';
import { rehypeCode } from './rehype-code.ts';
import { rehypeHeadingAnchors } from './rehype-heading-anchors.ts';
import { rehypeLinks } from './rehype-links.ts';
import { rehypeTables } from './rehype-tables.ts';

/**
 * What makes a lesson's prose of MDX.
 * @param base what the site's own addresses begin with
 */
export function proseProcessor(base: string): MarkdownProcessor<object> {
  const plugins = [
    rehypeCode,
    rehypeHeadingIds,
    rehypeHeadingAnchors,
    rehypeTables,
    [rehypeLinks, { base }],
  ];
  // Ours name the kinds of nodes that they touch, and pass over the others.
  return unified({ rehypePlugins: plugins as RehypePlugins });
}
