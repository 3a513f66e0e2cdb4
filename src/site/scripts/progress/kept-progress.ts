import {
  formatProgress,
  mergeProgress,
  parseProgress,
  type Progress,
} from '../../../course/progress.ts';
import { labToken } from '../lab-token.ts';

const KEPT = 'roundtrip:progress';
/** On the document: progress is another now. */
export const CHANGED = 'roundtrip:progress';

/** Where storage is forbidden, progress lasts as long as the page. */
let onThisPage = '';

/** How far the reader is, as this browser knows it. */
export function keptProgress(): Progress {
  try {
    return parseProgress(localStorage.getItem(KEPT) ?? onThisPage);
  } catch {
    return parseProgress(onThisPage);
  }
}

function keep(progress: Progress) {
  onThisPage = formatProgress(progress);
  try {
    localStorage.setItem(KEPT, onThisPage);
  } catch {
    // Then the page has it.
  }
  document.dispatchEvent(new Event(CHANGED));
}

/** Changes it here, and in the workbook where there is a lab. */
export function changeProgress(change: (progress: Progress) => Progress) {
  const before = keptProgress();
  const after = change(before);
  if (after === before) return;
  keep(after);
  void syncProgress();
}

/** Merges a text into it. @throws {UserError} when it cannot be read. */
export function importProgress(text: string) {
  const read = parseProgress(text);
  changeProgress((before) => mergeProgress(before, read));
}

let syncing: Promise<void> | undefined;
let again = false;

/** Brings this browser and the workbook to the same; a lab that is gone waits. */
export async function syncProgress(): Promise<void> {
  if (!labToken()) return;
  again = true;
  syncing ??= sync().finally(() => (syncing = undefined));
  return syncing;
}

async function sync() {
  const { askLab } = await import('../lab-request.ts');
  while (again) {
    again = false;
    try {
      const response = await askLab('progress', {
        text: formatProgress(keptProgress()),
      });
      const { text } = (await response.json()) as { text: string };
      // Something may have been noted meanwhile.
      const merged = mergeProgress(keptProgress(), parseProgress(text));
      if (formatProgress(merged) !== formatProgress(keptProgress()))
        keep(merged);
    } catch {
      return; // the next change, or the next page, tries again
    }
  }
}
