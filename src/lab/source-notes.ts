import { z } from 'zod';
import type { WireMessage } from '../wire/message.ts';

/** A line of the example. */
interface Source {
  file: string;
  line: number;
}

const source = { port: z.int(), file: z.string(), line: z.int().positive() };
/** What `source-lines.cjs` writes, a line of JSON each. */
const note = z.union([
  z.strictObject({ ...source, at: z.int(), length: z.int() }),
  z.strictObject({ ...source, channel: z.int(), index: z.int() }),
]);

/** A program may write anything there, without end: this is enough. */
const MAX_NOTES = 2000;
const MAX_LINE = 4096;

/**
 * What one program noted: which of its lines caused which bytes of which
 * connection. A connection is known by the program's own port.
 */
export class SourceNotes {
  #rest = '';
  #left = MAX_NOTES;
  /** By port: stretches of bytes in their order. */
  #writes = new Map<number, { at: number; end: number; source: Source }[]>();
  #methods = new Map<string, Source>();

  /** Takes what the program has written, in whatever pieces. */
  take(text: string) {
    if (this.#left <= 0) return;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    if (this.#rest.length > MAX_LINE) this.#left = 0;
    for (const line of lines) if (this.#left-- > 0) this.#add(line);
  }

  /** What is no note is passed over: it is the program's own doing. */
  #add(text: string) {
    const { data, success } = note.safeParse(jsonOf(text));
    if (!success) return;
    const { port, file, line } = data;
    if ('channel' in data) {
      this.#methods.set(methodKey(port, data), { file, line });
      return;
    }
    const writes = this.#writes.get(port) ?? [];
    this.#writes.set(port, writes);
    const { at, length } = data;
    writes.push({ at, end: at + length, source: { file, line } });
  }

  /**
   * The line that caused a message of the client, if it is known. To be
   * asked once for each message, in their order: what lies before is dropped.
   */
  sourceOf(port: number, { offset, turn }: WireMessage): Source | undefined {
    if (turn) {
      const key = methodKey(port, turn);
      const source = this.#methods.get(key);
      this.#methods.delete(key);
      return source;
    }
    const writes = this.#writes.get(port);
    while (writes?.[0] && writes[0].end <= offset) writes.shift();
    const first = writes?.[0];
    return first && first.at <= offset ? first.source : undefined;
  }
}

function methodKey(port: number, turn: { channel: number; index: number }) {
  return `${port} ${turn.channel} ${turn.index}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
