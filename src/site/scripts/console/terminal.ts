import type { ConsoleEvent } from '../../../course/console-event.ts';
import { serviceName } from '../../service-names.ts';
import { candidates, complete, type Names } from './completion.ts';
import { ConsoleLine, type Place } from './console-line.ts';
import { ConsoleLog } from './console-log.ts';
import { History } from './history.ts';

/** As many characters as the lab takes. */
const LONGEST_LINE = 65_536;

/** How each is talked to. */
const HOW: Record<string, string> = {
  redis:
    'as by redis-cli. A run has servers of its own, and this console goes there with it: type SUBSCRIBE or MONITOR, then press Run. An empty line, or Stop, ends them.',
  memcached: 'as by telnet: a data block is a line of its own.',
  postgres: 'as by psql: a statement ends with ; and \\d lists the tables.',
  rabbitmq: 'in the words of rabbitmqadmin: help lists them.',
};

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
  #unanswered = 0;
  /** What Escape goes back to. */
  #leave: () => void;

  constructor(token: string, place: Place, leave: () => void) {
    this.#service = place.service;
    this.#name = serviceName(place.service)!;
    this.#leave = leave;
    this.#log = new ConsoleLog(`Console of ${this.#name}`);
    this.#history = new History(place.service);
    this.#line = new ConsoleLine(token, place, (event) => this.#on(event));
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
      this.#unanswered = 0;
      this.#goesOn(false);
    } else {
      if (event.event === 'ready') {
        this.#names = event;
        const what = `${this.#name} ${event.version}`.trim();
        this.#log.note(`${what}, ${HOW[this.#service]}`);
      } else this.#unanswered = Math.max(0, this.#unanswered - 1);
      this.#prompt.textContent = event.prompt;
      this.#goesOn('stream' in event || this.#unanswered > 0);
    }
  }

  #goesOn(on: boolean) {
    // Who pressed Stop goes on typing.
    if (!on && document.activeElement === this.#stop) this.focus();
    this.#stop.hidden = !on;
  }

  async #type(line: string) {
    this.#history.add(line);
    this.#log.typed(this.#prompt.textContent, line);
    this.#unanswered++;
    this.#goesOn(true);
    try {
      await this.#line.type(line);
    } catch (error) {
      this.#unanswered--;
      this.#goesOn(this.#unanswered > 0);
      this.#log.note((error as Error).message);
    }
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

function button(name: string, text: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.textContent = text;
  return made;
}
