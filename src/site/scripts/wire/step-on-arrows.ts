/** How far each key goes among the messages. */
const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/** From message to message with the arrow keys: they are one stop of Tab. */
export function stepOnArrows(place: HTMLElement) {
  place.addEventListener('keydown', (press) => {
    const step = STEPS[press.key];
    const from = press.target as HTMLElement;
    if (step === undefined || !from.matches('li > button')) return;
    press.preventDefault();
    const all = [
      ...place.querySelectorAll<HTMLElement>(
        'li:not([hidden], .later) > button',
      ),
    ];
    const wanted = all.indexOf(from) + step;
    const next = all[Math.max(0, Math.min(all.length - 1, wanted))]!;
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
