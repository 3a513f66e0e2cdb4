import { Undecodable, type Value } from './input.ts';
import { quote } from './show.ts';

/** Reads the fields of a message's body, of which the end may be missing. */
export class Fields {
  #body: Value;
  #at = 0;

  constructor(body: Value) {
    this.#body = body;
  }

  /** Whether nothing is left to read, or nothing that was kept. */
  get ended(): boolean {
    return this.#at >= this.#body.head.length;
  }

  #advance(length: number): Buffer {
    const { head } = this.#body;
    if (this.#at + length > head.length) throw new Undecodable('it ends early');
    this.#at += length;
    return head.subarray(this.#at - length, this.#at);
  }

  byte(): string {
    return this.#advance(1).toString('latin1');
  }

  int16(): number {
    return this.#advance(2).readInt16BE();
  }

  int32(): number {
    return this.#advance(4).readInt32BE();
  }

  skip(length: number) {
    this.#advance(length);
  }

  /** A string that ends with a zero. */
  string(): string {
    const { head } = this.#body;
    const end = head.indexOf(0, this.#at);
    if (end < 0) throw new Undecodable('it ends early');
    const text = this.#advance(end - this.#at).toString('utf8');
    this.#at++;
    return text;
  }

  /** What is left, as a value; without the zero of a string. */
  rest(): Value {
    const { head, length } = this.#body;
    const rest = head.subarray(this.#at);
    const left = length - this.#at;
    this.#at = head.length;
    return rest.at(-1) === 0 && rest.length === left
      ? { head: rest.subarray(0, -1), length: left - 1 }
      : { head: rest, length: left };
  }

  /** Values, each behind its length; as many as were kept. */
  values(count: number): string {
    const shown: string[] = [];
    for (let index = 0; index < count; index++) {
      if (this.#at + 4 > this.#body.head.length) {
        if (this.#body.head.length === this.#body.length) {
          throw new Undecodable('it ends early');
        }
        shown.push('…');
        break;
      }
      const length = this.int32();
      if (length < 0) {
        shown.push('NULL');
        continue;
      }
      const head = this.#body.head.subarray(this.#at, this.#at + length);
      this.#at += length;
      shown.push(quote({ head, length }));
    }
    return shown.join(', ');
  }
}
