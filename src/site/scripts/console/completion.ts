/** What can be typed: names, and whether they only begin a line. */
export interface Names {
  commands: readonly string[];
  anywhere: boolean;
}

/** The word at the end of a text, if a name can stand there. */
function wordAt(text: string, anywhere: boolean): string | undefined {
  const pattern = anywhere ? /(?:^|[\s(,])([a-z_]\w*)$/i : /^\s*(\S+)$/;
  return pattern.exec(text)?.[1];
}

/** The names that the word before the caret may become. */
export function candidates(before: string, { commands, anywhere }: Names) {
  const word = wordAt(before, anywhere)?.toLowerCase();
  if (word === undefined) return [];
  return commands.filter((name) => name.toLowerCase().startsWith(word));
}

/**
 * The text before the caret with its last word completed, as far as all
 * candidates agree; undefined where that adds nothing, so that Tab goes on.
 */
export function complete(before: string, names: Names): string | undefined {
  const all = candidates(before, names);
  const word = wordAt(before, names.anywhere);
  const [first] = all;
  if (!word || !first) return undefined;
  const rest = all.reduce((rest, name) => {
    const other = name.slice(word.length);
    let same = 0;
    while (
      same < rest.length &&
      rest[same]!.toLowerCase() === other[same]?.toLowerCase()
    )
      same++;
    return rest.slice(0, same);
  }, first.slice(word.length));
  const added = word === word.toUpperCase() ? rest : rest.toLowerCase();
  const end = all.length === 1 ? ' ' : '';
  return added + end === '' ? undefined : before + added + end;
}
