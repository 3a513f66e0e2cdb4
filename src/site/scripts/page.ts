// What every page does before anyone touches it: little. What a press needs
// is loaded by the press.
import { copyOf } from './copy.ts';
import { showTheme } from './theme.ts';
import './announce.ts';

showTheme();

document.addEventListener('click', async ({ target }) => {
  const button = (target as Element).closest('button');
  if (button?.matches('.copy')) void copyOf(button);
  const bench = button?.closest<HTMLElement>('.bench');
  if (bench && button?.matches('.run')) {
    const { pressRun } = await import('./run-panel.ts');
    pressRun(bench);
  }
  const source = button?.closest<HTMLElement>('.source');
  if (source && button?.matches('.types')) {
    const { readTypes } = await import('./hover-keys.ts');
    void readTypes(source);
  }
});

document.addEventListener('keydown', async (press) => {
  const code = press.target as Element;
  const source = code.closest<HTMLElement>('[data-hovers]');
  if (press.key !== 'Enter' || !source || !code.matches('pre')) return;
  const { readTypes } = await import('./hover-keys.ts');
  void readTypes(source);
});

// The types of names are fetched when a pointer first rests on code.
document.addEventListener('pointerover', async function first(over) {
  if (!(over.target as Element).closest('[data-hovers] pre')) return;
  document.removeEventListener('pointerover', first);
  const { followPointer } = await import('./hover-pointer.ts');
  followPointer(over);
});
