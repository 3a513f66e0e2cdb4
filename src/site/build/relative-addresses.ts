/**
 * A page whose addresses below `base` are seen from `depth` folders down, so
 * that the same folder works below any prefix.
 */
export function withRelative(
  html: string,
  base: string,
  depth: number,
): string {
  const up = '../'.repeat(depth) || './';
  const attribute = /(\s(?:href|src|data-root)=")(\/[^"/][^"]*|\/)"/g;
  return html.replace(attribute, (all, name: string, address: string) => {
    const inside = `${address}/`.startsWith(base) || address === base;
    if (!inside) return all;
    return `${name}${up}${address.slice(base.length)}"`;
  });
}
