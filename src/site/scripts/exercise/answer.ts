import { askLab, LabError } from '../lab-request.ts';
import { labToken } from '../lab-token.ts';
import { exerciseFiles } from './exercise-files.ts';
import { keepAnswer, keptAnswer } from './kept-answer.ts';

interface OnDisk {
  source: string;
  version?: string;
  undo: boolean;
}

/** What the file on the disk says, where that is another text than the page's. */
interface Conflict {
  theirs: OnDisk;
  why: string;
}

/**
 * A learner's answer: with a lab, the file in their workbook, and else what
 * their browser keeps.
 */
export class Answer {
  readonly lesson: string;
  text = '';
  stub = '';
  /** Whether a reset can be undone. */
  undo = false;
  conflict: Conflict | undefined;
  /** Why it could not be saved; it is kept in this browser meanwhile. */
  unsaved: string | undefined;
  #version: string | undefined;
  #saved = '';
  #saving: Promise<void> | undefined;

  constructor(lesson: string) {
    this.lesson = lesson;
  }

  /** Whether the learner has written something. */
  get yours() {
    return this.text !== this.stub;
  }

  /** @throws {Error} with a sentence, when it cannot be had. */
  async load() {
    this.stub = (await exerciseFiles(this.lesson)).stub;
    const kept = keptAnswer(this.lesson);
    if (!labToken()) {
      this.text = kept?.text ?? this.stub;
      this.undo = kept?.before !== undefined;
      return;
    }
    const found = await this.#ask('').catch((error: Error) => {
      if (!kept) throw error;
      this.text = kept.text;
      this.unsaved = error.message;
    });
    if (!found) return;
    this.#take(found);
    if (!kept || kept.text === found.source) return;
    // It was written while no lab answered, and is nowhere else.
    this.text = kept.text;
    const why =
      'This text was not saved, for the lab could not be reached then.';
    if (found.version === undefined) await this.save();
    else this.conflict = { theirs: found, why };
  }

  /** To be called with each change; `save` is to follow. */
  write(text: string) {
    this.text = text;
    if (!labToken()) this.#keep();
  }

  /** Saves what is there, one after the other; never fails. */
  async save(options: { keepalive?: boolean } = {}): Promise<void> {
    await this.#saving;
    this.#saving = this.#save(options);
    await this.#saving;
  }

  async #save(options: { keepalive?: boolean }) {
    if (!labToken()) return this.#keep();
    if (this.text === this.#saved || this.conflict) return;
    const { text } = this;
    const version = this.#version;
    try {
      const body = { lesson: this.lesson, source: text, version };
      const response = await askLab('answers/save', body, options);
      this.#version = ((await response.json()) as OnDisk).version;
      this.#saved = text;
      this.unsaved = undefined;
      keepAnswer(this.lesson, undefined);
    } catch (error) {
      keepAnswer(this.lesson, { text });
      const { message } = error as Error;
      if (error instanceof LabError && error.status === 409)
        this.conflict = { theirs: await this.#ask(''), why: message };
      else this.unsaved = message;
    }
  }

  /** Of two texts, the page's: the other one goes where a reset's would. */
  async keepMine() {
    const mine = this.text;
    this.conflict = undefined;
    this.#take(await this.#ask('/reset'));
    this.text = mine;
    await this.save();
  }

  /** Of two texts, the one on the disk. */
  takeTheirs() {
    const { conflict } = this;
    this.conflict = undefined;
    if (conflict) this.#take(conflict.theirs);
    keepAnswer(this.lesson, undefined);
  }

  /** Back to the stub. */
  async reset() {
    await this.save();
    if (labToken()) return this.#take(await this.#ask('/reset'));
    keepAnswer(this.lesson, { text: this.stub, before: this.text });
    await this.load();
  }

  /** Back to what the last reset took away. */
  async undoReset() {
    if (labToken()) {
      await this.save();
      return this.#take(await this.#ask('/undo'));
    }
    const before = keptAnswer(this.lesson)?.before;
    if (before !== undefined) keepAnswer(this.lesson, { text: before });
    await this.load();
  }

  #keep() {
    const before = keptAnswer(this.lesson)?.before;
    const kept = keepAnswer(this.lesson, {
      text: this.text,
      ...(before !== undefined && { before }),
    });
    this.unsaved = kept
      ? undefined
      : 'This browser keeps nothing: the answer is gone when the page is.';
  }

  async #ask(what: string): Promise<OnDisk> {
    const body = { lesson: this.lesson };
    return (await (await askLab(`answers${what}`, body)).json()) as OnDisk;
  }

  #take({ source, version, undo }: OnDisk) {
    this.text = this.#saved = source;
    this.#version = version;
    this.undo = undo;
  }
}
