import { siteFile } from '../site-file.ts';

/** What the marks on a page say; kept apart, for it is little. */
export interface Marks {
  /** Lesson → how far it is, in the words of `LessonStatus`. */
  status: Record<string, string>;
  /** Those that were read. */
  read: string[];
  /** The lesson that was open last. */
  at?: string;
}

const KEPT = 'roundtrip:marks';

/** Shows the marks that this browser had last. */
export function paintKept() {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // Storage may be forbidden: then nothing was kept.
  }
  paint(kept ? (JSON.parse(kept) as Marks) : { status: {}, read: [] });
}

/** Shows marks, and keeps them for the next page. */
export function paintAndKeep(marks: Marks) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(marks));
  } catch {
    // Then the next page shows them a little later.
  }
  paint(marks);
}

function paint({ status, read, at }: Marks) {
  const all = document.querySelectorAll<HTMLAnchorElement>('a[data-lesson]');
  for (const link of all)
    link.dataset.status = status[link.dataset.lesson!] ?? 'new';
  const mark = document.querySelector<HTMLElement>('.read-mark');
  const isRead = read.includes(mark?.dataset.lesson ?? '');
  mark?.setAttribute('aria-pressed', String(isRead));
  resume(at);
  const count = document.querySelector('.progress .count');
  if (!count) return;
  const lessons = [...document.querySelectorAll<HTMLElement>('.track a')];
  const solved = lessons.filter((each) => /^solved/.test(each.dataset.status!));
  count.textContent = `${solved.length} of ${lessons.length} lessons solved`;
}

/** Leads back to a lesson, where the page has such a link and knows it. */
function resume(lesson = '') {
  const link = document.querySelector<HTMLAnchorElement>('.resume');
  if (!link) return;
  const titles = JSON.parse(link.dataset.titles!) as Record<string, string>;
  const title = titles[lesson];
  link.hidden = !title;
  link.href = siteFile(`${lesson}/`);
  link.textContent = title ? `Resume: ${title}` : '';
}
