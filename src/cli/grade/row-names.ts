import path from 'node:path';

/**
 * What to call each of these folders: by its own name, and by as much of the
 * path before it as tells those apart that are alike.
 */
export function rowNames(folders: readonly string[]): string[] {
  const parts = folders.map((folder) => folder.split(path.sep).filter(Boolean));
  const depths = folders.map(() => 1);
  const named = () =>
    parts.map((each, row) => each.slice(-depths[row]!).join('/') || '/');
  for (;;) {
    const names = named();
    const alike = names.flatMap((name, row) =>
      names.indexOf(name) !== names.lastIndexOf(name) &&
      depths[row]! < parts[row]!.length
        ? [row]
        : [],
    );
    if (alike.length === 0) return names;
    for (const row of alike) depths[row]!++;
  }
}
