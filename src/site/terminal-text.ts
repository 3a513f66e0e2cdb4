/**
 * What a program wrote for a terminal, as text with inks. Colours become one
 * of the page's own inks, so that they can be read on its paper by day and by
 * night; whatever else a terminal would do (move, clear, ring, name a window,
 * make a link) is left out, and its text stays.
 */
export interface Inked {
  text: string;
  /** Names for `class`: `ansi-red`, `ansi-bold`. */
  inks: string[];
}

const INKS = [
  undefined,
  'ansi-red',
  'ansi-green',
  'ansi-yellow',
  'ansi-blue',
  'ansi-magenta',
  'ansi-cyan',
  undefined,
] as const;

// ECMA-48: CSI with its parameters and final byte; a string (OSC, DCS, SOS,
// PM, APC) until ST or BEL; any other escape; other control characters.
const CSI = String.raw`\x1b\[([\x30-\x3f]*)([\x20-\x2f]*[\x40-\x7e])`;
const STRING = String.raw`\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)`;
const OTHER = String.raw`\x1b[\x20-\x2f]*[\x30-\x7e]`;
const CONTROL = String.raw`[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]`;
const SEQUENCE = new RegExp(`${CSI}|${STRING}|${OTHER}|${CONTROL}`, 'g');

/** The beginning of a sequence, of which the rest has not come. */
const BEGUN = new RegExp(
  String.raw`\x1b(?:\[[\x20-\x3f]*|[\]PX^_][^\x07\x1b]*\x1b?|[\x20-\x2f]*)$`,
);

/** No sequence that means something is longer. */
const LONGEST = 4096;

/** Reads one stream of a program, in the pieces in which it comes. */
export class TerminalText {
  #begun = '';
  #ink: string | undefined;
  #looks = new Set<string>();

  read(piece: string): Inked[] {
    let text = this.#begun + piece;
    this.#begun = BEGUN.exec(text)?.[0] ?? '';
    text = text.slice(0, text.length - this.#begun.length);
    if (this.#begun.length > LONGEST) this.#begun = '';
    const parts: Inked[] = [];
    let from = 0;
    for (const found of text.matchAll(SEQUENCE)) {
      this.#add(parts, text.slice(from, found.index));
      from = found.index + found[0].length;
      if (found[2] === 'm') this.#set(found[1]!);
    }
    this.#add(parts, text.slice(from));
    return parts;
  }

  #add(parts: Inked[], text: string) {
    // A lone escape that begins nothing is nothing.
    const clean = text.replaceAll('\x1b', '');
    if (clean === '') return;
    const inks = [...(this.#ink ? [this.#ink] : []), ...this.#looks];
    parts.push({ text: clean, inks });
  }

  /** Select Graphic Rendition. */
  #set(parameters: string) {
    const codes = parameters.split(/[;:]/).map(Number);
    while (codes.length > 0) {
      const code = codes.shift()!;
      if (code === 0) {
        this.#ink = undefined;
        this.#looks.clear();
      } else if (code === 1) this.#looks.add('ansi-bold');
      else if (code === 3) this.#looks.add('ansi-italic');
      else if (code === 4) this.#looks.add('ansi-underline');
      else if (code === 22) this.#looks.delete('ansi-bold');
      else if (code === 23) this.#looks.delete('ansi-italic');
      else if (code === 24) this.#looks.delete('ansi-underline');
      else if (code === 2 || code === 90) this.#ink = 'ansi-faint';
      else if (code >= 30 && code <= 37) this.#ink = INKS[code - 30];
      else if (code >= 91 && code <= 97) this.#ink = INKS[code - 90];
      else if (code === 38) this.#ink = exactInk(codes);
      else if (code === 39) this.#ink = undefined;
      // A background would need an ink that can be read on it.
      else if (code === 48) exactInk(codes);
    }
  }
}

/** The page's ink for a colour of 256, or of red, green and blue. */
function exactInk(codes: number[]): string | undefined {
  const mode = codes.shift();
  if (mode === 2) return nearestInk(codes.splice(0, 3));
  if (mode !== 5) return undefined;
  const index = codes.shift() ?? 0;
  if (index === 8 || index > 231) return 'ansi-faint';
  if (index < 16) return INKS[index % 8];
  const cube = index - 16;
  return nearestInk([
    Math.floor(cube / 36),
    Math.floor(cube / 6) % 6,
    cube % 6,
  ]);
}

function nearestInk(channels: number[]): string | undefined {
  const half = Math.max(...channels) / 2;
  const [red, green, blue] = channels.map((each) => Number(each > half));
  return INKS[red! + 2 * green! + 4 * blue!];
}

/** The text alone. */
export function plainText(text: string): string {
  return new TerminalText()
    .read(text)
    .map((part) => part.text)
    .join('');
}
