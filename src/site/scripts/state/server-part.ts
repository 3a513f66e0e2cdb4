import type {
  RabbitmqState,
  ServerState,
} from '../../../course/server-state.ts';
import { brokerLines, counted, emptiness } from '../../state-words.ts';
import { brokerPicture } from './broker-picture.ts';
import { element } from './element.ts';
import { heldRows } from './held-rows.ts';
import { scrollingTable } from './scrolling-table.ts';

/**
 * What one server holds, as it is shown.
 * @param room how wide a picture may be, in pixels
 */
export function serverPart(state: ServerState, room: number): HTMLElement {
  const part = element('div', { className: 'held' });
  part.dataset.service = state.service;
  const empty = emptiness(state);
  if (empty) part.append(element('p', { className: 'empty' }, empty));
  else if (state.service === 'rabbitmq')
    part.append(...brokerParts(state, room));
  else part.append(...heldRows(state).map(scrollingTable));
  if (state.service === 'postgres' && state.more > 0)
    part.append(element('p', {}, `and ${counted(state.more, 'table')} more`));
  return part;
}

function brokerParts(state: RabbitmqState, room: number): HTMLElement[] {
  const { queues, more } = state;
  const shown = more > 0 ? `the first ${queues.length} of ` : '';
  const title = `RabbitMQ, ${shown}${counted(queues.length + more, 'queue')}`;
  const picture = element(
    'div',
    { className: 'picture' },
    brokerPicture(state, room),
  );
  // Where there is no room for it, it scrolls.
  picture.tabIndex = 0;
  picture.setAttribute('role', 'group');
  picture.setAttribute('aria-label', `${title}, a picture`);
  const lines = brokerLines(state).map((line) => element('li', {}, line));
  const text = element(
    'details',
    {},
    element('summary', {}, 'as text'),
    element('ul', {}, ...lines),
  );
  return [element('p', { className: 'title' }, title), picture, text];
}
