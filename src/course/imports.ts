/** What a source imports, types too, as it writes it. */
export function importsOf(source: string): string[] {
  const imports =
    /(?:\bfrom|^import|\bimport\(|\brequire\.resolve\()\s*'([^']+)'/gm;
  return [...source.matchAll(imports)].map((match) => match[1]!);
}
