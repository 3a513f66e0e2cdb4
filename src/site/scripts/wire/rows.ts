import type { ConnectionEvent, WireEvent } from '../../../course/event.ts';
import type { Fault } from '../../../course/fault.ts';
import { faultWords } from '../../fault-words.ts';
import type { Cause } from './cause.ts';

/** Where a row stands: which lane, and who is at its two ends. */
export interface RowPlace {
  lane: number;
  client: string;
  server: string;
  /** The server, told from other connections to it. */
  connection: string;
}

function row(name: string, lane: number): HTMLLIElement {
  const item = document.createElement('li');
  item.className = name;
  item.style.setProperty('--lane', String(lane));
  return item;
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.setAttribute('aria-expanded', 'false');
  // One of them is reached by Tab, the others from it by the arrow keys.
  made.tabIndex = -1;
  const inner = document.createElement('span');
  inner.textContent = text;
  made.append(inner);
  return made;
}

/** A message as an arrow with its text; pressed, it opens to its bytes. */
export function messageRow(
  { lane, client, connection }: RowPlace,
  event: WireEvent,
  cause: Cause | undefined,
) {
  const item = row('message', lane);
  item.dataset.from = event.from;
  const opener = button(event.text);
  const [from, to] =
    event.from === 'client' ? [client, connection] : [connection, client];
  const lost = event.lost ? ', lost on its way' : '';
  opener.setAttribute('aria-label', `${from} to ${to}: ${event.text}${lost}`);
  item.toggleAttribute('data-lost', event.lost ?? false);
  item.append(opener);
  if (cause) {
    item.dataset.file = cause.file;
    if (cause.line !== undefined) item.dataset.line = String(cause.line);
    if (cause.own !== undefined) item.dataset.own = String(cause.own);
  }
  return item;
}

/** What the address calls a message: pane, connection, number in it. */
export function messageName(
  { pane, service, connection }: WireEvent,
  number: number,
) {
  return `${pane}/${service}-${connection}/${number}`;
}

/** The set-up of a connection in one line, which opens to its messages. */
export function setUpRow({ lane }: RowPlace): HTMLLIElement {
  const item = row('set-up', lane);
  item.append(button(''));
  return item;
}

/** How a connection ended. */
export function closedRow(
  { lane, client, server }: RowPlace,
  event: Extract<ConnectionEvent, { state: 'closed' }>,
): HTMLLIElement {
  const item = row('closed', lane);
  const how = event.reset ? 'reset' : 'closed';
  item.textContent = {
    client: `${how} by ${client}`,
    server: `${how} by ${server}`,
    fault: 'cut',
    tap: 'open until the end of the run',
  }[event.by];
  return item;
}

/** A fault, across all lanes. */
export function faultRow(fault: Fault): HTMLLIElement {
  const item = row('fault', 0);
  item.textContent = faultWords(fault);
  return item;
}
