import { formatProgress, statusOf } from '../../../course/progress.ts';
import {
  CHANGED,
  importProgress,
  keptProgress,
  syncProgress,
} from './kept-progress.ts';
import { noteAt, noteRead } from './note.ts';

/** Shows on every page how far the reader is, and notes what they do here. */
export function showProgress() {
  document.addEventListener(CHANGED, paint);
  const foot = document.querySelector<HTMLElement>('.read-mark');
  if (foot) noteReading(foot);
  const home = document.querySelector<HTMLElement>('.progress');
  if (home) offerFile(home);
  paint();
  void syncProgress();
}

function paint() {
  const progress = keptProgress();
  const links = document.querySelectorAll<HTMLElement>('a[data-lesson]');
  const done = new Set<string>();
  for (const link of links) {
    const status = statusOf(progress, link.dataset.lesson!);
    link.dataset.status = status;
    if (status.startsWith('solved')) done.add(link.dataset.lesson!);
  }
  const mark = document.querySelector<HTMLElement>('.read-mark');
  if (mark) {
    const read = progress.lessons[mark.dataset.lesson!]?.read?.on ?? false;
    mark.setAttribute('aria-pressed', String(read));
  }
  const home = document.querySelector<HTMLElement>('.progress');
  if (home) showCount(home, done.size, progress.at?.lesson);
}

function showCount(home: HTMLElement, done: number, at: string | undefined) {
  const all = document.querySelectorAll('.track a[data-lesson]');
  home.querySelector('.count')!.textContent =
    `${done} of ${all.length} lessons solved`;
  const place = [...all].find(
    (each) => (each as HTMLElement).dataset.lesson === at,
  ) as HTMLAnchorElement | undefined;
  const resume = home.querySelector<HTMLAnchorElement>('.resume')!;
  resume.hidden = !place;
  if (!place) return;
  resume.href = place.href;
  resume.textContent = `Resume: ${place.textContent.trim()}`;
}

/** A lesson is read when its end has been in view. */
function noteReading(mark: HTMLElement) {
  const lesson = mark.dataset.lesson!;
  noteAt(lesson);
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    noteRead(lesson, true);
  });
  const known = keptProgress().lessons[lesson]?.read;
  // Who has taken it back says so themselves.
  if (!known) seen.observe(mark);
  mark.addEventListener('click', () => {
    seen.disconnect();
    noteRead(lesson, mark.getAttribute('aria-pressed') !== 'true');
  });
}

/** Export and import, as a file. */
function offerFile(home: HTMLElement) {
  const said = home.querySelector<HTMLElement>('.said')!;
  const file = home.querySelector<HTMLInputElement>('input')!;
  home.querySelector('.export')!.addEventListener('click', () => {
    const text = new Blob([formatProgress(keptProgress())]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(text);
    link.download = 'progress.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  home.querySelector('.import')!.addEventListener('click', () => file.click());
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (!chosen) return;
    try {
      importProgress(await readable(chosen));
      said.textContent = `${chosen.name} was taken in. What was noted later counts.`;
    } catch (error) {
      said.textContent = (error as Error).message;
    }
  });
}

/** @throws {Error} for what is no progress; nothing is changed then. */
async function readable(file: File): Promise<string> {
  const text = file.size > 256 * 1024 ? '' : await file.text();
  if (/^version \d+\s*$/m.test(text)) return text;
  throw new Error(
    `${file.name} is no progress of Roundtrip: that has a line "version 1". Choose the progress.txt of a workbook, or one that was exported here. Nothing was changed.`,
  );
}
