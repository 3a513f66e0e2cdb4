import { eachElement, type Node } from './hast.ts';

/**
 * Lets a lesson write `/redis/streams/` wherever the site is served, and
 * marks links that leave it.
 */
export function rehypeLinks({ base }: { base: string }) {
  const prefix = base.replace(/\/$/, '');
  return (tree: Node) => {
    eachElement(tree, ({ tagName, properties }) => {
      const href = properties['href'];
      if (tagName !== 'a' || typeof href !== 'string') return;
      if (href.startsWith('/')) properties['href'] = prefix + href;
      else if (/^https?:/.test(href)) {
        properties['className'] = ['external'];
        properties['rel'] = 'external';
      }
    });
  };
}
