import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '../course/event.ts';
import type { ServerState } from '../course/server-state.ts';
import type { Lease } from '../services/service.ts';
import { Consumers } from './consumers.ts';

/** Milliseconds between two looks while messages cross. */
const BETWEEN = 80;
/** Milliseconds for which RabbitMQ is looked at after the last message. */
const AFTER = 500;
/**
 * Milliseconds after which RabbitMQ has told what happened before: it counts
 * every 100.
 */
const TOLD = 160;
/** Milliseconds that a run waits, at most, for RabbitMQ to come to rest. */
const REST = 2000;

/**
 * What the servers of a run hold. RabbitMQ is looked at while the run goes on,
 * whenever messages have crossed: that makes no connection to it that a
 * program could see. The others are looked at when the programs have ended.
 */
export class States {
  #lease: Pick<Lease, 'look'>;
  #on: (event: RunEvent) => void;
  #clock: () => number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** Until when RabbitMQ may still tell something new. */
  #until = 0;
  #last = '';
  #consumers = new Consumers();
  #over = false;

  constructor(run: {
    lease: Pick<Lease, 'look'>;
    on: (event: RunEvent) => void;
    clock: () => number;
  }) {
    this.#lease = run.lease;
    this.#on = run.on;
    this.#clock = run.clock;
  }

  /** To be told each event of the run. */
  saw(event: RunEvent) {
    this.#consumers.saw(event);
    const crossed = event.event === 'wire' || event.event === 'connection';
    if (!crossed || event.service !== 'rabbitmq') return;
    this.#until = performance.now() + AFTER;
    this.#soon();
  }

  #soon() {
    if (this.#over) return;
    this.#timer ??= setTimeout(() => {
      this.#looking = this.#look().finally(() => {
        this.#timer = undefined;
        if (performance.now() < this.#until) this.#soon();
      });
    }, BETWEEN);
  }

  async #look() {
    // A look that fails is none: the run goes on.
    const states = await this.#lease.look(['rabbitmq']).catch(() => []);
    for (const state of states) this.#tell(this.#consumers.in(state));
  }

  #tell(state: ServerState) {
    const text = JSON.stringify(state);
    if (text === this.#last) return;
    this.#last = text;
    this.#on({ t: this.#clock(), event: 'state', state });
  }

  /** Looks no more; resolves when no look is under way. */
  async stop(): Promise<void> {
    this.#over = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  /** Tells what each server holds, now that nothing happens on them. */
  async end(): Promise<void> {
    await this.stop();
    const states = await this.#lease.look().catch(() => []);
    for (const state of states) {
      const rests =
        state.service === 'rabbitmq' ? await this.#rests(state) : state;
      this.#last = ''; // told even if it was told before
      this.#tell(rests);
    }
  }

  /** RabbitMQ counts behind: its last word is the one that it stays with. */
  async #rests(first: ServerState): Promise<ServerState> {
    const end = performance.now() + REST;
    let last = first;
    let since = performance.now();
    while (performance.now() - since < TOLD && performance.now() < end) {
      await sleep(TOLD / 4);
      const [next] = await this.#lease.look(['rabbitmq']).catch(() => []);
      if (!next || JSON.stringify(next) === JSON.stringify(last)) continue;
      last = next;
      since = performance.now();
    }
    return last;
  }
}
