import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckEvent } from '../../course/check-result.ts';
import type { ConsoleEvent } from '../../course/console-event.ts';
import { DEFECT } from '../../lab/handler.ts';
import { eventLines, objectOf } from '../apart/event-lines.ts';
import type { Lab } from '../apart/lab.ts';
import { send } from '../apart/send.ts';
import type { Tally } from './tally.ts';
import type { Trouble, Troubles } from './troubles.ts';

/** What a lab answered, or undefined where the connection broke. */
export type Answer =
  | {
      status: number;
      text: string;
      /** The object that it holds; an empty one for a stream. */
      value: Record<string, unknown>;
    }
  | undefined;

/** Milliseconds in which it is known whether the lab has died. */
export const DEATH_MS = 1000;

type StreamEvent = CheckEvent | ConsoleEvent;

/** A page of the lab's own site, as far as the lab can tell. */
export class Page {
  readonly tab: string;
  /** When it began to ask. */
  readonly began = performance.now();
  #port: number;
  #headers: Record<string, string>;
  #troubles: Troubles;
  #tally: Tally;

  constructor(lab: Lab, tab: string, troubles: Troubles, tally: Tally) {
    this.tab = tab;
    this.#port = lab.port;
    this.#troubles = troubles;
    this.#tally = tally;
    this.#headers = lab.headers(tab);
  }

  get port(): number {
    return this.#port;
  }

  /** The headers of its requests, of which some may be another. */
  headers(others: Record<string, string | undefined> = {}) {
    const all = Object.entries({ ...this.#headers, ...others });
    return Object.fromEntries(
      all.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
  }

  /**
   * Asks the lab; what breaks or is refused without a trouble that explains
   * it is a problem, and so is what the lab itself calls a defect.
   * @param options.fine statuses beside 200 that are right
   */
  async ask(
    path: string,
    body: object | string,
    options: {
      fine?: number[];
      signal?: AbortSignal;
      on?: (event: StreamEvent) => void;
    } = {},
  ): Promise<Answer> {
    const { fine = [], signal } = options;
    let answer: Awaited<ReturnType<typeof send>>;
    try {
      answer = await send(this.#port, {
        method: 'POST',
        path,
        headers: this.headers(),
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(signal && { signal }),
        ...(options.on && { on: eventLines(options.on) }),
      });
    } catch (error) {
      const why = (error as Error).message;
      if (signal?.aborted) return undefined;
      await sleep(DEATH_MS);
      this.holds(false, `${path}: ${why}`, ['lab']);
      return undefined;
    }
    const { status, text } = answer;
    if (text.includes(DEFECT)) this.holds(false, `${path} said: ${DEFECT}`, []);
    if (status !== 200 && !fine.includes(status))
      this.holds(
        status === 503 || status === 409 || status === 422,
        `${path} was answered by ${status}: ${text.slice(0, 300)}`,
        ['lab'],
      );
    const isObject = status !== 200 || !options.on;
    return { status, text, value: isObject ? objectOf(text) : {} };
  }

  /** A problem, unless it holds or one of these troubles explains it. */
  holds(holds: boolean, sentence: string, troubles: Trouble[]): boolean {
    if (!holds && !this.#troubles.since(this.began, ...troubles))
      this.#tally.problem(sentence);
    return holds;
  }
}
