import type { ConsoleEvent } from '../../../course/console-event.ts';
import { serviceName } from '../../service-names.ts';
import { button } from './button.ts';
import { candidates, complete, type Names } from './completion.ts';
import { ConsoleLine, type Place } from './console-line.ts';
import { ConsoleLog } from './console-log.ts';
import { History } from './history.ts';
import { HOW } from './how.ts';

/** As many characters as the lab takes. */
const LONGEST_LINE = 65_536;

/** The console of one service: its log, and where one types. */
export class Terminal {
  readonly element = document.createElement('div');
  #input = document.createElement('input');
  #prompt = document.createElement('label');
  #words = document.createElement('p');
  #stop = button('stop', 'Stop');
  #log: ConsoleLog;
  #line: ConsoleLine;
  #history: History;
  #names: Names = { commands: [], anywhere: false };
  #name: string;
  #service: string;
  /** Lines that were typed and are not answered; the first of them is shown. */
  #unanswered: string[] = [];
  /** What Escape goes back to. */
  #leave: () => void;

  constructor(place: Place, leave: () => void) {
    this.#service = place.service;
    this.#name = serviceName(place.service)!;
    this.#leave = leave;
    this.#log = new ConsoleLog(`Console of ${this.#name}`);
    this.#history = new History(place.service);
    this.#line = new ConsoleLine(place, (event) => this.#on(event));
    this.element.className = 'terminal';
    this.element.append(this.#log.element, this.#form(place), this.#words);
    this.#words.className = 'words';
    this.#words.setAttribute('aria-hidden', 'true');
  }

  #form({ example, service }: Place): HTMLElement {
    const form = document.createElement('form');
    const input = this.#input;
    input.type = 'text';
    input.maxLength = LONGEST_LINE;
    input.id = `console-${example.replace('/', '-')}-${service}`;
    input.autocomplete = 'off';
    input.autocapitalize = 'off';
    input.spellcheck = false;
    input.enterKeyHint = 'send';
    input.setAttribute('aria-label', `Line for ${this.#name}`);
    input.addEventListener('keydown', (press) => this.#onKey(press));
    input.addEventListener('input', () => this.#showWords());
    input.addEventListener('paste', (paste) => this.#paste(paste));
    this.#prompt.htmlFor = input.id;
    this.#prompt.className = 'prompt';
    this.#stop.hidden = true;
    this.#stop.addEventListener('click', () => void this.#pressStop());
    const clear = button('clear', 'clear');
    clear.addEventListener('click', () => {
      this.#log.clear();
      this.focus();
    });
    form.append(this.#prompt, input, this.#stop, clear);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const line = input.value;
      input.value = '';
      this.#showWords();
      void this.#type(line);
    });
    return form;
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  /** Connects, if it is not. */
  async open() {
    try {
      await this.#line.open();
    } catch (error) {
      this.#log.note((error as Error).message);
    }
  }

  #on(event: ConsoleEvent) {
    if (event.event === 'text') this.#log.text(event.text);
    else if (event.event === 'note') this.#log.note(event.text);
    else if (event.event === 'end') {
      this.#log.note(event.why);
      this.#unanswered = [];
      this.#goesOn(false);
    } else {
      if (event.event === 'ready') {
        this.#names = event;
        const what = `${this.#name} ${event.version}`.trim();
        this.#log.note(`${what}, ${HOW[this.#service]}`);
      }
      this.#prompt.textContent = event.prompt;
      if (event.event === 'prompt') this.#answered();
      this.#goesOn('stream' in event || this.#unanswered.length > 0);
    }
  }

  #goesOn(on: boolean) {
    // Who pressed Stop goes on typing.
    if (!on && document.activeElement === this.#stop) this.focus();
    this.#stop.hidden = !on;
  }

  async #type(line: string) {
    this.#history.add(line);
    this.#unanswered.push(line);
    // Shown where its answer will come.
    if (this.#unanswered.length === 1)
      this.#log.typed(this.#prompt.textContent, line);
    this.#goesOn(true);
    try {
      await this.#line.type(line);
    } catch (error) {
      this.#log.note((error as Error).message);
      this.#answered();
      this.#goesOn(this.#unanswered.length > 0);
    }
  }

  #answered() {
    this.#unanswered.shift();
    const [next] = this.#unanswered;
    if (next !== undefined) this.#log.typed(this.#prompt.textContent, next);
  }

  async #pressStop() {
    try {
      await this.#line.stop();
    } catch (error) {
      this.#log.note((error as Error).message);
    }
  }

  #onKey(press: KeyboardEvent) {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = press;
    if (isComposing || altKey || metaKey) return;
    const input = this.#input;
    if (ctrlKey) {
      const marked = input.selectionStart !== input.selectionEnd;
      if (key === 'l') this.#log.clear();
      else if (key === 'c' && !marked) void this.#pressStop();
      else return;
    } else if (key === 'ArrowUp' || key === 'ArrowDown') {
      const line = this.#history.step(key === 'ArrowUp' ? -1 : 1, input.value);
      if (line !== undefined) this.#put(line);
    } else if (key === 'Tab' && !shiftKey) {
      const caret = input.selectionStart ?? input.value.length;
      const done = complete(input.value.slice(0, caret), this.#names);
      if (done === undefined) return;
      this.#put(done + input.value.slice(caret), done.length);
    } else if (key === 'Escape') {
      // A run that goes on is not what is left.
      press.stopPropagation();
      this.#leave();
    } else return;
    press.preventDefault();
  }

  #put(text: string, caret = text.length) {
    this.#input.value = text;
    this.#input.setSelectionRange(caret, caret);
    this.#showWords();
  }

  #showWords() {
    const { value } = this.#input;
    const words = value === '' ? [] : candidates(value, this.#names);
    this.#words.textContent = words.slice(0, 40).join('  ');
  }

  /** As in a terminal: each line that is whole is sent. */
  #paste(paste: ClipboardEvent) {
    const text = paste.clipboardData?.getData('text') ?? '';
    if (!text.includes('\n')) return;
    paste.preventDefault();
    const lines = (this.#input.value + text).split(/\r?\n/);
    this.#put(lines.pop()!);
    void lines.reduce(
      (before, line) => before.then(() => this.#type(line)),
      Promise.resolve(),
    );
  }
}
