import { hide, hoversIn, show, type Hover } from './hover-box.ts';

const known = new WeakMap<HTMLElement, Promise<Hover[]>>();

function under({ range }: Hover, x: number, y: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) =>
      x >= left && x <= right && y >= top && y <= bottom,
  );
}

let last = { x: 0, y: 0 };

async function look({ target, clientX: x, clientY: y }: PointerEvent) {
  last = { x, y };
  if ((target as Element).closest?.('#hover')) return;
  const figure = (target as Element).closest?.<HTMLElement>('[data-hovers]');
  const line = (target as Element).closest?.('[data-n]');
  if (!figure || !line) return void hide();
  if (!known.has(figure)) known.set(figure, hoversIn(figure));
  const hovers = await known.get(figure)!;
  if (last.x !== x || last.y !== y) return;
  const found = hovers.find(
    (hover) => hover.line === line && under(hover, x, y),
  );
  if (found) show(found);
  else hide();
}

/** Shows the type of the name under the pointer, from `first` on. */
export function followPointer(first: PointerEvent) {
  void look(first);
  document.addEventListener('pointermove', look);
  document.addEventListener('scroll', hide, { capture: true, passive: true });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}
