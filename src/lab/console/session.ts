import type { ConsoleEvent } from '../../course/console-event.ts';
import { UserError } from '../../course/user-error.ts';
import type { Lease, Service } from '../../services/service.ts';
import type { Attached } from '../attached.ts';
import type { Bench } from '../bench.ts';
import { LANGUAGES } from './languages.ts';
import { inTime } from './in-time.ts';
import { checkLine, HUNG_UP, MOVED, SHOWN, unreachable } from './limits.ts';
import { Shown } from './shown.ts';
import { openTalk } from './open-talk.ts';
import type { Language, Talk } from './talk.ts';

/**
 * A console that is open on a page: lines go to a server of its bench one
 * after the other, and it follows the bench to the servers of the next run.
 */
export class Session implements Attached {
  readonly service: Service;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  #bench: Bench;
  #send: (event: ConsoleEvent) => void;
  #language: Language;
  #shown: Shown;
  #talk: Talk | undefined;
  /** The last talk, for what the next one takes over. */
  #before: Talk | undefined;
  /** Changes with the servers: what was asked for before is not wanted. */
  #servers = 0;
  /** Aborts what connects to them. */
  #giveUp = new AbortController();
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #open = true;
  #detach: () => void;
  #resolveEnded!: () => void;

  constructor(
    bench: Bench,
    service: Service,
    send: (event: ConsoleEvent) => void,
  ) {
    this.#bench = bench;
    this.service = service;
    this.#send = (event) => {
      if (this.#open) send(event);
    };
    this.#language = LANGUAGES[service];
    this.#shown = new Shown(this.#send, SHOWN);
    this.#shown.onFull = () => void this.#stopStream();
    this.#detach = bench.attached.add(this);
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
  }

  /**
   * Connects, and tells the page that lines can be typed.
   * @throws {UserError} when there are no servers to be had.
   */
  async start(): Promise<void> {
    const { versions } = await this.#bench.lease();
    const commands = await this.#connected()
      .then(
        (talk) => talk && inTime(() => talk.commands(), this.#giveUp.signal),
      )
      .catch((error: unknown) => this.#failed(error));
    this.#send({
      event: 'ready',
      prompt: this.prompt,
      commands: commands ?? [],
      anywhere: this.#language.anywhere,
      version: versions[this.service] ?? '',
    });
  }

  get prompt(): string {
    return this.#talk?.prompt ?? 'not connected> ';
  }

  /**
   * Takes a line, to be answered after those before it.
   * @throws {UserError} when it is too long, or too many wait.
   */
  line(text: string) {
    checkLine(text, this.#waiting);
    this.#waiting++;
    this.#bench.usedAt = performance.now();
    this.#queue = this.#queue
      .then(() => this.#answer(text))
      .catch((error: unknown) => this.#failed(error))
      .then(() => {
        this.#waiting--;
        this.#bench.usedAt = performance.now();
        this.#sendPrompt();
      });
  }

  /** Ends what is being answered, or a stream. */
  async stop(): Promise<void> {
    await this.#talk?.stop();
    if (this.#waiting === 0) this.#sendPrompt();
  }

  async attach(lease: Lease): Promise<void> {
    this.letGo();
    this.#shown.begin();
    this.#shown.note(MOVED);
    try {
      await this.#connect(lease, this.#servers);
    } catch (error) {
      this.#failed(error);
    }
    this.#sendPrompt();
  }

  letGo(why?: string) {
    this.#servers++;
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
    const talk = this.#talk;
    this.#talk = undefined;
    talk?.close();
    if (why === undefined) return;
    this.#shown.note(`${why} The next line connects to fresh ones.`);
    this.#sendPrompt();
  }

  /** Ends it, and says why if anyone still listens. */
  close(why = 'The page has given its servers back.') {
    if (!this.#open) return;
    this.#send({ event: 'end', why });
    this.#open = false;
    this.letGo();
    this.#detach();
    this.#resolveEnded();
  }

  async #answer(line: string): Promise<void> {
    this.#shown.begin();
    await (await this.#connected())?.say(line);
  }

  async #stopStream(): Promise<void> {
    const talk = this.#talk;
    if (!talk?.streaming) return;
    await talk.stop();
    this.#sendPrompt();
  }

  /** The talk that is there, or another one. */
  async #connected(): Promise<Talk | undefined> {
    if (this.#talk) return this.#talk;
    const servers = this.#servers;
    const lease = await this.#bench.lease();
    return this.#connect(lease, servers);
  }

  async #connect(lease: Lease, servers: number): Promise<Talk | undefined> {
    // The bench may have moved on while this one waited.
    const moved = () => servers !== this.#servers || !this.#open;
    if (moved()) return this.#talk;
    const { signal } = this.#giveUp;
    const given = { lease, shown: this.#shown, before: this.#before, signal };
    const talk = await openTalk(this.#language, given, (gone) =>
      this.#hungUp(gone),
    ).catch((error: unknown) => {
      if (!moved()) throw error;
    });
    if (!talk || moved()) {
      talk?.close();
      return this.#talk;
    }
    this.#before = talk;
    this.#talk = talk;
    return talk;
  }

  #hungUp(talk: Talk) {
    if (this.#talk !== talk) return;
    this.#talk = undefined;
    this.#shown.note(HUNG_UP);
    if (this.#waiting === 0) this.#sendPrompt();
  }

  #failed(error: unknown) {
    if (error instanceof UserError) return this.#shown.note(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECANCELED') return; // given up by ourselves
    if (code === 'ETIMEDOUT') this.letGo(); // it would not answer a line either
    if (code === undefined) console.error(error); // a defect of ours
    this.#shown.note(unreachable(this.service, code));
  }

  #sendPrompt() {
    const { prompt } = this;
    const stream = this.#talk?.streaming ?? false;
    this.#send({ event: 'prompt', prompt, ...(stream && { stream: true }) });
  }
}
