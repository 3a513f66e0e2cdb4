/** Copies the code beside a button, and says so on the button. */
export async function copyOf(button: HTMLButtonElement) {
  const figure = button.closest<HTMLElement>('.source, .fence, td');
  const code = figure?.querySelector('pre, code');
  if (!code) return;
  const label = button.textContent;
  let text = code.textContent;
  if (figure?.hasAttribute('data-edited')) {
    const { textOf } = await import('./edit/edited-files.ts');
    text = textOf(figure.dataset.hovers!) ?? text;
  }
  try {
    const end = code.matches('pre') ? '\n' : '';
    await navigator.clipboard.writeText(text.trimEnd() + end);
    button.textContent = 'copied';
  } catch {
    // Copying may be forbidden here: mark the code, ready for Ctrl+C.
    getSelection()?.selectAllChildren(code);
    button.textContent = 'marked';
  }
  setTimeout(() => (button.textContent = label), 1500);
}
