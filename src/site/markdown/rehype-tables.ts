import { eachElement, element, type Node } from './hast.ts';

/** Lets a wide table scroll by itself, with the keyboard too. */
export function rehypeTables() {
  return (tree: Node) => {
    eachElement(tree, (table, parent) => {
      if (table.tagName !== 'table') return;
      parent.children[parent.children.indexOf(table)] = element(
        'div',
        {
          className: ['table'],
          tabIndex: 0,
          role: 'group',
          ariaLabel: 'Table',
        },
        [table],
      );
    });
  };
}
