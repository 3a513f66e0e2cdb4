/** Lines of a wire or a state that go on a page, below its program. */
const MOST_LINES = 60;

/** A bench as it is without scripts, with what was recorded, for the paper. */
function showRecorded() {
  hideRecorded();
  for (const kept of document.querySelectorAll('.bench > noscript')) {
    const printed = document.createElement('div');
    printed.className = 'printed';
    printed.innerHTML = kept.textContent;
    for (const text of printed.querySelectorAll('details'))
      text.open = text.textContent.split('\n').length <= MOST_LINES;
    kept.after(printed);
  }
}

function hideRecorded() {
  for (const printed of document.querySelectorAll('.bench > .printed'))
    printed.remove();
}

addEventListener('beforeprint', showRecorded);
addEventListener('afterprint', hideRecorded);
// A browser that only shows how it would print sends neither.
matchMedia('print').addEventListener('change', ({ matches }) =>
  matches ? showRecorded() : hideRecorded(),
);
