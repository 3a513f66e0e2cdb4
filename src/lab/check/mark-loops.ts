/** A node of an ESTree syntax tree. */
interface Node {
  type: string;
  start: number;
  end: number;
  [child: string]: unknown;
}

const LOOPS = new Set([
  ...['WhileStatement', 'DoWhileStatement', 'ForStatement'],
  ...['ForInStatement', 'ForOfStatement'],
]);

/** What each loop calls, with its line; see `loop-line.ts`. */
export const IN_LOOP = '__roundtripLoop';

/**
 * A program in which each loop says its line, each time around. No line and
 * no column before a loop moves.
 * @param parse to a syntax tree of ESTree
 */
export function markLoops(
  source: string,
  parse: (source: string) => unknown,
): string {
  const inserted: { at: number; text: string }[] = [];
  for (const { start, body } of loopsIn(parse(source))) {
    const line = source.slice(0, start).split('\n').length;
    const call = `globalThis.${IN_LOOP}?.(${line});`;
    const inner = body as Node;
    if (inner.type === 'BlockStatement')
      inserted.push({ at: inner.start + 1, text: call });
    else {
      inserted.push({ at: inner.start, text: `{${call}` });
      inserted.push({ at: inner.end, text: '}' });
    }
  }
  inserted.sort((a, b) => b.at - a.at);
  let marked = source;
  for (const { at, text } of inserted)
    marked = marked.slice(0, at) + text + marked.slice(at);
  return marked;
}

/** The loops at and below a node, the outer before the inner. */
function loopsIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(loopsIn);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const below = Object.values(node).flatMap(loopsIn);
  return LOOPS.has(node.type) ? [node, ...below] : below;
}
