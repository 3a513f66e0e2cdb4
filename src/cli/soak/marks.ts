import {
  formatProgress,
  mergeProgress,
  parseProgress,
  type Progress,
} from '../../course/progress.ts';

/** The progress that a lab has acknowledged. */
export class Marks {
  #all: Progress = parseProgress('');

  /** What was sent is on the disk, the lab says. */
  acknowledged(text: string) {
    this.#all = mergeProgress(this.#all, parseProgress(text));
  }

  /** Whether a text holds all of it, or what was noted later. */
  areIn(text: string): boolean {
    const there = parseProgress(text);
    return (
      formatProgress(mergeProgress(there, this.#all)) === formatProgress(there)
    );
  }
}
