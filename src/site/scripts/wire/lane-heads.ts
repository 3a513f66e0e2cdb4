import type { LaneOfRun } from '../../../course/lanes.ts';
import { serverOf, tally } from '../../wire-words.ts';

/** Above each lane: the program, its server, and how often it waited. */
export function showHeads(heads: HTMLElement, lanes: readonly LaneOfRun[]) {
  lanes.forEach((lane, index) => {
    const head = heads.children[index] ?? heads.appendChild(emptyHead());
    const [client, server, count] = head.querySelectorAll('span');
    say(client!, lane.pane);
    say(server!, serverOf(lane));
    say(count!, tally(lane, lanes));
  });
}

function emptyHead(): HTMLElement {
  const head = document.createElement('p');
  head.append(...['', '', ''].map(() => document.createElement('span')));
  return head;
}

function say(place: Element, words: string) {
  if (place.textContent !== words) place.textContent = words;
}
