/** What is kept of a file, from one visit to the next. */
export interface KeptEdit {
  /** Hash of the original that was edited. */
  of: string;
  /** The reader's text; left out where it was reset. */
  text?: string;
  /** What a reset took away, until the next edit, and which reset it was. */
  before?: { text: string; reset: string };
}

/** Raise the number when what is kept changes its form. */
export const KEPT = 'roundtrip:edit:1:';

/** Where storage is forbidden or full, edits last as long as the page. */
const onThisPage = new Map<string, string>();

export function keptEdit(file: string): KeptEdit | undefined {
  let kept = onThisPage.get(file);
  try {
    kept ??= localStorage.getItem(KEPT + file) ?? undefined;
    return kept === undefined ? undefined : (JSON.parse(kept) as KeptEdit);
  } catch {
    return undefined;
  }
}

export function keepEdit(file: string, edit: KeptEdit | undefined) {
  onThisPage.delete(file);
  try {
    if (edit) localStorage.setItem(KEPT + file, JSON.stringify(edit));
    else localStorage.removeItem(KEPT + file);
  } catch {
    if (edit) onThisPage.set(file, JSON.stringify(edit));
  }
}

/** Whether this edit is gone when the page is. */
export function isOnlyOnThisPage(file: string): boolean {
  return onThisPage.has(file);
}
