import { eachElement, element, text, textOf, type Node } from './hast.ts';

/** Puts a quiet link to itself behind each heading that has an id. */
export function rehypeHeadingAnchors() {
  return (tree: Node) => {
    eachElement(tree, (heading) => {
      const { id } = heading.properties;
      if (!/^h[2-4]$/.test(heading.tagName) || typeof id !== 'string') return;
      const label = `Link to “${textOf(heading)}”`;
      heading.children.push(
        element(
          'a',
          { className: ['anchor'], href: `#${id}`, ariaLabel: label },
          [text('#')],
        ),
      );
    });
  };
}
