import type { WireEvent } from '../../../course/event.ts';
import { nameOf } from '../bench.ts';
import { bytesOf, hexDump } from './bytes.ts';

/** Below this many pixels a line of the dump has eight bytes, else sixteen. */
const WIDE = 600;

/** What a message opens to: its whole text, when it came, and its bytes. */
export function messageDetail(event: WireEvent, width: number): HTMLElement {
  const detail = document.createElement('div');
  detail.className = 'detail';
  const bytes = bytesOf(event.bytes);
  const facts = document.createElement('p');
  const first =
    bytes.length < event.length ? `, of which the first ${bytes.length}` : '';
  facts.append(`at ${event.t} ms, ${event.length} bytes${first}`);
  if (event.source) {
    const file = event.source.file.replace(/^examples\//, '');
    const link = document.createElement('a');
    link.href = `#${file}:${event.source.line}`;
    link.textContent = `${nameOf(file)}:${event.source.line}`;
    facts.append(', from ', link);
  }
  detail.append(
    facts,
    text('Text', event.text),
    text('Bytes', hexDump(bytes, width < WIDE ? 8 : 16)),
  );
  return detail;
}

function text(label: string, content: string): HTMLPreElement {
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  pre.setAttribute('role', 'group');
  pre.setAttribute('aria-label', label);
  pre.textContent = content;
  return pre;
}
