import type { ConsoleEvent } from '../../../course/console-event.ts';
import { askLab, readEvents } from '../lab-request.ts';

/** Where lines are typed to. */
export interface Place {
  example: string;
  service: string;
}

const BROKE_OFF = 'The lab has hung up; the next line opens the console again.';

/** The page's end of a console: open from the first line on, or before. */
export class ConsoleLine {
  #place: Place;
  #on: (event: ConsoleEvent) => void;
  #opening: Promise<void> | undefined;

  constructor(place: Place, on: (event: ConsoleEvent) => void) {
    this.#place = place;
    this.#on = on;
  }

  /** Resolves when lines can be typed; rejects with a sentence. */
  open(): Promise<void> {
    this.#opening ??= new Promise((resolve, reject) => {
      const on = (event: ConsoleEvent) => {
        if (event.event === 'ready') resolve();
        if (event.event === 'end') this.#opening = undefined;
        this.#on(event);
      };
      this.#read(on).then(
        () => reject(new Error(BROKE_OFF)),
        (error: Error) => {
          this.#opening = undefined;
          reject(error);
        },
      );
    });
    return this.#opening;
  }

  async #read(on: (event: ConsoleEvent) => void) {
    let ended = false;
    const response = await askLab('consoles', this.#place);
    const reading = readEvents<ConsoleEvent>(response, (event) => {
      ended ||= event.event === 'end';
      on(event);
    });
    await reading.catch(() => {}); // said as its end
    if (!ended) on({ event: 'end', why: BROKE_OFF });
  }

  /** @throws {Error} with a sentence, when the lab would not take it. */
  async type(line: string): Promise<void> {
    await this.open();
    await this.#send({ line });
  }

  async stop(): Promise<void> {
    if (this.#opening) await this.#send({ stop: true });
  }

  async #send(what: object) {
    await askLab('consoles/lines', { ...this.#place, ...what });
  }
}
