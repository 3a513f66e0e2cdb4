/** The figure of the file that a bench shows. */
export function shownFigure(bench: HTMLElement): HTMLElement {
  return bench.querySelector<HTMLElement>(
    '.files > :checked + label + .source',
  )!;
}

/** All figures of a bench: one a file. */
export function figuresIn(bench: HTMLElement): HTMLElement[] {
  return [...bench.querySelectorAll<HTMLElement>('.files > .source')];
}

/** The file of a figure, as a path below `examples/`. */
export function fileOf(figure: HTMLElement): string {
  return figure.dataset.hovers!;
}

/** A file's own name: `helper.ts`. */
export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
