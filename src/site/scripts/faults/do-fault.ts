import type { ArmedFault } from '../../../course/fault.ts';
import { labToken } from '../lab-token.ts';
import { startRun } from '../run-panel.ts';
import { armOnce } from './armed.ts';
import { pressBreak } from './fault-panel.ts';

/** A button of the prose: runs its example, with a fault. */
export function doFault(button: HTMLElement) {
  const { example, fault } = button.dataset;
  const bench = document.querySelector<HTMLElement>(
    `.bench[data-example="${CSS.escape(example!)}"]`,
  );
  if (!bench) return;
  bench.scrollIntoView({ block: 'nearest' });
  // Without a lab the panel says why not, and what to do.
  if (!labToken()) {
    const open = bench.querySelector<HTMLElement>('.faults:not([hidden])');
    if (!open) pressBreak(bench);
    return;
  }
  armOnce(bench, JSON.parse(fault!) as ArmedFault);
  startRun(bench);
}
