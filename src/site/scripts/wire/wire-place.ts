import { recordedEvents } from '../replay.ts';
import { verifiedOn } from '../../source/verified-on.ts';
import { showScrubber } from '../timeline/scrubber.ts';
import { beginEvents, eventsOf } from '../events-of.ts';
import { showWire } from './wire-panel.ts';

/**
 * Opens the message that an address names, as
 * `#redis/pub-sub/wire/subscriber/redis-1/3`. Where nothing was run yet, it
 * is one of the recording: what comes by a link runs nothing.
 */
export async function showMessage(bench: HTMLElement, message: string) {
  const view = bench.querySelector<HTMLInputElement>('.views [value=wire]');
  if (!view) return;
  view.checked = true;
  showWire(bench, message);
  if (eventsOf(bench).length > 0) return;
  const said = bench.querySelector('.said')!;
  try {
    const events = await recordedEvents(bench.dataset.example!);
    // Someone may have pressed Run meanwhile.
    if (eventsOf(bench).length > 0) return;
    beginEvents(bench, {}, events);
    showScrubber(bench);
    const [start] = events;
    const versions =
      start?.event === 'start' && 'verified' in start
        ? `, made on ${verifiedOn(start.verified)}`
        : '';
    said.textContent = `This is the wire of a recording${versions}. Nothing was run yet.`;
  } catch (error) {
    said.textContent = (error as Error).message;
  }
}
