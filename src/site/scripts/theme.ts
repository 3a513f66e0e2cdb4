/** Makes the switch show and change the theme; `public/theme.js` sets it early. */
export function showTheme() {
  const root = document.documentElement;
  const chosen = root.dataset.theme ?? 'system';
  for (const input of document.querySelectorAll<HTMLInputElement>(
    '.themes input',
  )) {
    input.checked = input.value === chosen;
    input.addEventListener('change', () => {
      if (input.value === 'system') delete root.dataset.theme;
      else root.dataset.theme = input.value;
      try {
        localStorage.setItem('theme', root.dataset.theme ?? '');
      } catch {
        // Storage may be forbidden: the choice then lasts for this page.
      }
    });
  }
}
