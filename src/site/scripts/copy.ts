/** Copies the code beside a button, and says so on the button. */
export async function copyOf(button: HTMLButtonElement) {
  const code = button.closest('.source, .fence')?.querySelector('pre');
  if (!code) return;
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(code.textContent.trimEnd() + '\n');
    button.textContent = 'copied';
  } catch {
    // Copying may be forbidden here: mark the code, ready for Ctrl+C.
    getSelection()?.selectAllChildren(code);
    button.textContent = 'marked';
  }
  setTimeout(() => (button.textContent = label), 1500);
}
