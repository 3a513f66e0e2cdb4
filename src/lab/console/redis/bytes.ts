/** A line longer than this is no line of RESP. */
const LONGEST_LINE = 1024 * 1024;

/** Bytes as they come, to be read by lines and in parts. */
export class Bytes {
  #buffer: Buffer = Buffer.alloc(0);

  push(chunk: Buffer) {
    this.#buffer =
      this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
  }

  /**
   * The next line without its end, once it is whole.
   * @throws {Error} when it is too long for one.
   */
  line(): Buffer | undefined {
    const end = this.#buffer.indexOf('\r\n');
    if (end < 0) {
      if (this.#buffer.length > LONGEST_LINE) throw new Error('not RESP');
      return undefined;
    }
    const line = this.#buffer.subarray(0, end);
    this.#buffer = this.#buffer.subarray(end + 2);
    return line;
  }

  /** What is there, at most so many bytes; undefined when there is nothing. */
  take(most: number): Buffer | undefined {
    if (this.#buffer.length === 0) return undefined;
    const part = this.#buffer.subarray(0, most);
    this.#buffer = this.#buffer.subarray(part.length);
    return part;
  }
}
