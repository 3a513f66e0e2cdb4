/** The parts of an HTML syntax tree that the plugins here touch. */
export interface Element {
  type: 'element';
  tagName: string;
  properties: Record<string, unknown>;
  children: Node[];
}

export type Node =
  | Element
  | { type: 'text'; value: string }
  | {
      type: 'root' | 'mdxJsxFlowElement' | 'mdxJsxTextElement';
      children: Node[];
    };

export function element(
  tagName: string,
  properties: Record<string, unknown>,
  children: Node[],
): Element {
  return { type: 'element', tagName, properties, children };
}

export function text(value: string): Node {
  return { type: 'text', value };
}

/** All text below a node. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Calls `visit` for each element, before its children are visited. */
export function eachElement(
  tree: Node,
  visit: (element: Element, parent: { children: Node[] }) => void,
) {
  if (!('children' in tree)) return;
  for (const child of [...tree.children]) {
    if (child.type === 'element') visit(child, tree);
    eachElement(child, visit);
  }
}
