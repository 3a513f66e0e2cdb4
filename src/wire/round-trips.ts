import type { Input } from './input.ts';

/**
 * Counts the waits of a client on one connection. What it sends while it
 * waits for nothing begins a round trip; all that it sends until everything
 * is answered belongs to the same one. So a pipeline is one, however the
 * network cuts it: an answer to its beginning does not end the round trip
 * while the client is in the middle of a message.
 */
export class RoundTrips {
  #client: Input;
  #count = 0;
  #outstanding = 0;
  #open = false;

  constructor(client: Input) {
    this.#client = client;
  }

  /** The client sent what `answers` answers will come to; its round trip. */
  ask(answers = 1): number {
    if (!this.#open) this.#count++;
    this.#open = true;
    this.#outstanding += answers;
    return this.#count;
  }

  /** The server sent what is part of an answer; its round trip. */
  part(): number | undefined {
    return this.#open ? this.#count : undefined;
  }

  /** The server has ended so many answers; their round trip. */
  answer(answers = 1): number | undefined {
    const trip = this.part();
    this.#outstanding = Math.max(0, this.#outstanding - answers);
    if (this.#outstanding === 0 && this.#client.idle) this.#open = false;
    return trip;
  }

  /** How many answers the client still waits for. */
  get outstanding(): number {
    return this.#outstanding;
  }
}
