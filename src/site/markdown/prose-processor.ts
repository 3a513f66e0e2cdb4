import {
  rehypeHeadingIds,
  unified,
  type MarkdownProcessor,
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
  return unified({
    rehypePlugins: [
      rehypeCode,
      rehypeHeadingIds,
      rehypeHeadingAnchors,
      rehypeTables,
      [rehypeLinks, { base }],
    ],
  });
}
