// The filter of the reference is fetched when it is first needed.
const field = document.querySelector<HTMLElement>('.find');

let finding: Promise<typeof import('./find-programs.ts')> | undefined;
const begin = () => (finding ??= import('./find-programs.ts'));

for (const touch of ['focusin', 'pointerdown', 'input'])
  field?.addEventListener(touch, begin, { once: true });

// What an address asks for is shown at once; until then nothing is.
if (location.search)
  void begin().finally(() =>
    document.documentElement.classList.remove('asked'),
  );

document.addEventListener('click', (press) => {
  const tag = (press.target as Element).closest<HTMLAnchorElement>('.tags a');
  // A press that opens another tab or window is the browser's.
  if (!tag || press.ctrlKey || press.metaKey || press.shiftKey) return;
  press.preventDefault();
  void begin().then(({ show }) => show(new URL(tag.href).search, 'new'));
});
