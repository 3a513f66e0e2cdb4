/**
 * Answers that are in this browser only: where there is no lab, and where it
 * could not be reached.
 */
const KEPT = 'roundtrip:answer:1:';

/** Where storage is forbidden or full, an answer lasts as long as the page. */
const onThisPage = new Map<string, string>();

export interface KeptAnswer {
  text: string;
  /** What a reset took away. */
  before?: string;
}

export function keptAnswer(lesson: string): KeptAnswer | undefined {
  let kept = onThisPage.get(lesson);
  try {
    kept ??= localStorage.getItem(KEPT + lesson) ?? undefined;
    return kept === undefined ? undefined : (JSON.parse(kept) as KeptAnswer);
  } catch {
    return undefined;
  }
}

/** Whether the browser keeps it from one visit to the next. */
export function keepAnswer(lesson: string, answer: KeptAnswer | undefined) {
  onThisPage.delete(lesson);
  try {
    if (answer) localStorage.setItem(KEPT + lesson, JSON.stringify(answer));
    else localStorage.removeItem(KEPT + lesson);
    return true;
  } catch {
    if (answer) onThisPage.set(lesson, JSON.stringify(answer));
    return false;
  }
}
