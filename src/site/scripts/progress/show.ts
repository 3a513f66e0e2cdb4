import { statusOf } from '../../../course/progress.ts';
import { CHANGED, keptProgress, syncProgress } from './kept-progress.ts';
import { noteAt, noteRead } from './note.ts';
import { paintAndKeep } from './paint.ts';

/** Shows on every page how far the reader is, and notes what they do here. */
export function showProgress() {
  document.addEventListener(CHANGED, paint);
  const foot = document.querySelector<HTMLElement>('.read-mark');
  if (foot) noteReading(foot);
  paint();
  void syncProgress();
}

function paint() {
  const progress = keptProgress();
  const lessons = Object.keys(progress.lessons);
  paintAndKeep({
    status: Object.fromEntries(
      lessons.map((lesson) => [lesson, statusOf(progress, lesson)]),
    ),
    read: lessons.filter((lesson) => progress.lessons[lesson]!.read?.on),
    ...(progress.at && { at: progress.at.lesson }),
  });
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
