/** Characters that a log keeps; what came before them is taken away. */
const MOST = 400_000;

const TAKEN = 'What came earlier was taken away.';

/** What was typed and answered, the end in view unless one has scrolled up. */
export class ConsoleLog {
  readonly element: HTMLElement;
  #length = 0;

  constructor(label: string) {
    this.element = document.createElement('pre');
    this.element.className = 'log';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'log');
    this.element.setAttribute('aria-label', label);
  }

  typed(prompt: string, line: string) {
    this.#ownLine();
    this.#add('typed', `${prompt}${line}\n`);
    this.element.scrollTop = this.element.scrollHeight;
  }

  text(text: string) {
    this.#add('answer', text);
  }

  note(text: string) {
    this.#ownLine();
    this.#add('note', `${text}\n`);
  }

  clear() {
    this.element.replaceChildren();
    this.#length = 0;
  }

  /** What comes next begins a line. */
  #ownLine() {
    const last = this.element.lastChild;
    if (last && !last.textContent!.endsWith('\n')) this.#add('answer', '\n');
  }

  #add(kind: string, text: string) {
    const { element } = this;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const atEnd = scrollHeight - scrollTop - clientHeight < 40;
    const piece = document.createElement('span');
    piece.className = kind;
    piece.textContent = text;
    element.append(piece);
    this.#length += text.length;
    if (this.#length > MOST) this.#cut();
    if (atEnd) element.scrollTop = element.scrollHeight;
  }

  #cut() {
    const { element } = this;
    while (this.#length > MOST / 2 && element.childNodes.length > 1) {
      const first = element.firstChild!;
      this.#length -= first.textContent!.length;
      first.remove();
    }
    const said = document.createElement('span');
    said.className = 'note';
    said.textContent = `${TAKEN}\n`;
    element.prepend(said);
    this.#length += said.textContent.length;
  }
}
