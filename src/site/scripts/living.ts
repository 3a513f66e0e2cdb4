import type { Frame } from '../living/stage.ts';

/** Plays the recording of the first page, once by itself. */
export function playLiving(figure: HTMLElement) {
  const frames = JSON.parse(figure.dataset.frames!) as Frame[];
  const one = (name: string) => figure.querySelector<HTMLElement>(name)!;
  const play = one('.play');
  const slips = [...figure.querySelectorAll<SVGElement>('.slip')];
  const rows = [...figure.querySelectorAll('li')];
  const list = one('ol');
  let at = Number(figure.dataset.still);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(index: number) {
    at = Math.max(0, Math.min(index, frames.length - 1));
    const {
      pane,
      line,
      says,
      slips: places,
      ready,
      unacked,
      dead,
    } = frames[at]!;
    rows.forEach((row, row_) => {
      row.classList.toggle('later', row_ > at);
      row.classList.toggle('now', row_ === at);
    });
    const row = rows[at]!;
    list.scrollTop = row.offsetTop + row.offsetHeight - list.clientHeight;
    for (const each of figure.querySelectorAll<HTMLElement>(
      '.program, .worker',
    )) {
      const own = each.dataset.pane!;
      each.classList.toggle('now', own === pane);
      each.classList.toggle('dead', dead.includes(own));
    }
    for (const lit of figure.querySelectorAll('.lit'))
      lit.classList.remove('lit');
    if (line)
      figure
        .querySelector(`.program.now [data-n="${line}"]`)
        ?.classList.add('lit');
    slips.forEach((slip, index) => {
      const [x, y, look] = places[index]!;
      slip.setAttribute('class', `slip ${look}`);
      slip.style.transform = `translate(${x}px, ${y}px)`;
    });
    one('.count').textContent = `${ready} ready, ${unacked} unacked`;
    one('.now-says').textContent = says;
  }

  function stop() {
    clearTimeout(timer);
    timer = undefined;
    play.textContent = at === frames.length - 1 ? 'Again' : 'Play';
  }

  function goOn() {
    if (at === frames.length - 1) return stop();
    timer = setTimeout(() => {
      show(at + 1);
      goOn();
    }, frames[at]!.ms);
    play.textContent = 'Pause';
  }

  function step(by: number) {
    show(at + by);
    stop();
  }

  play.addEventListener('click', () => {
    if (timer) return stop();
    if (at === frames.length - 1) show(0);
    goOn();
  });
  one('.back').addEventListener('click', () => step(-1));
  one('.on').addEventListener('click', () => step(1));
  figure.addEventListener('keydown', ({ key, target }) => {
    if ((target as Element).matches('pre, ol')) return;
    if (key === 'ArrowLeft') step(-1);
    if (key === 'ArrowRight') step(1);
  });

  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return show(at);
  show(0);
  goOn();
}
