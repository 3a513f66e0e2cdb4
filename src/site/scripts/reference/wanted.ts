/** What a reader looks for; what is empty is not asked for. */
export interface Wanted {
  /** Words, or parts of words. */
  find: string;
  server: string;
  tag: string;
}

/** What an address asks for: `?find=lock&server=redis`. */
export function wantedIn(search: string): Wanted {
  const asked = new URLSearchParams(search);
  const { find, server, tag } = Object.fromEntries(asked);
  return { find: find ?? '', server: server ?? '', tag: tag ?? '' };
}

/** The address for it, seen from the page: without a word, the page's own. */
export function toAddress(wanted: Wanted): string {
  const asked = Object.entries(wanted).filter(([, value]) => value);
  const search = new URLSearchParams(asked).toString();
  return search ? `?${search}` : location.pathname;
}

/** Whether a program has each of the words, and is of the server and the tag. */
export function matches(
  program: { text: string; uses: string[]; tags: string[] },
  { find, server, tag }: Wanted,
): boolean {
  return (
    find
      .toLowerCase()
      .split(/\s+/)
      .every((word) => program.text.includes(word)) &&
    (!server || program.uses.includes(server)) &&
    (!tag || program.tags.includes(tag))
  );
}
