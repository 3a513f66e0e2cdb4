import { lanesOf } from '../../../course/lanes.ts';
import { eventsOf, onEvents } from '../events-of.ts';
import { sayEvent } from './event-words.ts';
import { stepsOf } from './steps.ts';

/** The same events as a list of sentences, made when it is opened. */
export function eventsAsText(bench: HTMLElement): HTMLDetailsElement {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'The events as text';
  const list = document.createElement('ol');
  details.append(summary, list);
  let of = eventsOf(bench);
  const write = () => {
    const events = eventsOf(bench);
    if (events !== of) list.replaceChildren();
    of = events;
    if (!details.open) return;
    const lanes = lanesOf(events);
    const steps = stepsOf(events);
    for (const index of steps.slice(list.childElementCount)) {
      const item = document.createElement('li');
      item.textContent = sayEvent(events[index]!, lanes);
      list.append(item);
    }
  };
  details.addEventListener('toggle', write);
  onEvents(bench, write);
  return details;
}
