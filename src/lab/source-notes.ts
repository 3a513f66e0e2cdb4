import type { WireMessage } from '../wire/message.ts';

/** A line of the example. */
interface Source {
  file: string;
  line: number;
}

/** What `source-lines.cjs` writes, a line of JSON each. */
type Note = Source & { port: number } & (
    { at: number; length: number } | { channel: number; index: number }
  );

/**
 * What one program noted: which of its lines caused which bytes of which
 * connection. A connection is known by the program's own port.
 */
export class SourceNotes {
  #rest = '';
  /** By port: stretches of bytes in their order. */
  #writes = new Map<number, { at: number; end: number; source: Source }[]>();
  #methods = new Map<string, Source>();

  /** Takes what the program has written, in whatever pieces. */
  take(text: string) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#add(JSON.parse(line) as Note);
  }

  #add(note: Note) {
    const { port, file, line } = note;
    const source = { file, line };
    if ('channel' in note) {
      this.#methods.set(methodKey(port, note), source);
      return;
    }
    const writes = this.#writes.get(port) ?? [];
    this.#writes.set(port, writes);
    writes.push({ at: note.at, end: note.at + note.length, source });
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
