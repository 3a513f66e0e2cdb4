import type { Reply } from './redis-reply.ts';
import { quote, shorten, word } from './show.ts';

/** A reply as redis-cli shows it, but on one line. */
export function replyText(reply: Reply): string {
  switch (reply.type) {
    case 'line':
      return lineText(reply.kind, reply.line);
    case 'bulk':
      return reply.kind === '!'
        ? `(error) ${quote(reply.value)}`
        : quote(reply.value);
    case 'null':
      return '(nil)';
    case 'push':
      return shorten(pushText(reply.items, reply.count));
    default:
      return shorten(
        isMessage(reply)
          ? pushText(reply.items, reply.count)
          : aggregateText(reply),
      );
  }
}

type Aggregate = Extract<Reply, { items: Reply[] }>;

/** Pub/sub speaks in arrays in RESP2, and in pushes in RESP3. */
function isMessage({ type, items }: Aggregate): boolean {
  const [first] = items;
  return (
    type === 'array' &&
    first?.type === 'bulk' &&
    items.length >= 3 &&
    /^[ps]?(message|(un)?subscribe)$/.test(first.value.head.toString('latin1'))
  );
}

function lineText(kind: string, line: Buffer): string {
  const text = line.toString('utf8');
  if (kind === '-') return `(error) ${text}`;
  if (kind === ':' || kind === '(') return `(integer) ${text}`;
  if (kind === ',') return `(double) ${text}`;
  if (kind === '#') return text === 't' ? '(true)' : '(false)';
  return text;
}

/** Kind and names bare, the payload in quotes: message news "hello". */
function pushText(items: Reply[], count: number): string {
  return items
    .map((item, index) => {
      if (item.type !== 'bulk') return itemText(item);
      const isPayload = index === count - 1 && index > 1;
      return isPayload ? quote(item.value) : word(item.value);
    })
    .join(' ');
}

function aggregateText({ type, items, count }: Aggregate): string {
  if (count === 0) return `(empty ${type === 'map' ? 'hash' : type})`;
  const texts = items.map(itemText);
  const pairs = texts.flatMap((text, index) =>
    index % 2 === 0 ? `${text}: ${texts[index + 1] ?? '…'}` : [],
  );
  const shown = (type === 'map' ? pairs : texts).join(', ');
  const more = items.length < count ? ', …' : '';
  if (type === 'map') return `{${shown}${more}}`;
  const many = items.length < count ? ` (${count} elements)` : '';
  return `[${shown}${more}]${many}`;
}

/** Inside of an array an integer speaks for itself. */
function itemText(item: Reply): string {
  if (item.type === 'line' && item.kind === ':') return item.line.toString();
  return replyText(item);
}
