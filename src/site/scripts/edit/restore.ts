// An earlier visit left edits on this site; perhaps on this page.
import { restoreEdits } from './edit-panel.ts';

for (const bench of document.querySelectorAll<HTMLElement>(
  '.bench[data-example]',
))
  void restoreEdits(bench);
