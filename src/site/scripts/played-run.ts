// Plays a recorded run on the first page: each element has its letter for
// each frame (`played/frames.ts`), and shows that of the present one.

/** Plays a figure once, where motion is welcome, and lets it be played. */
export function openPlayed(figure: HTMLElement) {
  const part = <E extends HTMLElement>(name: string) =>
    figure.querySelector<E>(name)!;
  const [play, range, said] = [
    part('.play'),
    part<HTMLInputElement>('input'),
    part('[role=status]'),
  ];
  const sentences = figure.querySelectorAll('li');
  const changing = figure.querySelectorAll<HTMLElement>('[data-frames]');
  const pauses = figure.dataset.pauses!.split(' ').map(Number);
  const last = pauses.length;
  let at = last;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(frame: number) {
    at = Math.max(0, Math.min(last, frame));
    for (const { dataset } of changing) dataset.now = dataset.frames![at];
    range.value = `${at}`;
    range.ariaValueText = `${at} of ${last}: ${sentences[at - 1]?.textContent.trim()}`;
    play.textContent = timer ? 'Pause' : at < last ? 'Play' : 'Again';
  }

  function stop(frame: number) {
    clearTimeout(timer);
    timer = undefined;
    show(frame);
  }

  function go(frame: number) {
    if (frame >= last) return stop(last);
    timer = setTimeout(() => go(frame + 1), pauses[frame]);
    show(frame);
  }

  play.onclick = () => (timer ? stop(at) : go(at < last ? at : 0));
  range.oninput = () => stop(+range.value);
  for (const [name, way] of [
    ['.back', -1],
    ['.on', 1],
  ] as const)
    part(name).onclick = () => {
      stop(Math.max(1, at + way));
      said.textContent = range.ariaValueText;
    };
  addEventListener('beforeprint', () => stop(last));
  figure.dataset.open = '';
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) show(last);
  else go(0);
}
