/** Lines that are kept. */
const MOST = 100;

const keyOf = (service: string) => `roundtrip:console:${service}`;

/** The lines that were typed to a service in this tab, the last one last. */
export class History {
  #lines: string[];
  #key: string;
  /** Where ↑ and ↓ have led to; at the end is what is being typed. */
  #at: number;
  #typing = '';

  constructor(service: string) {
    this.#key = keyOf(service);
    this.#lines = kept(this.#key);
    this.#at = this.#lines.length;
  }

  add(line: string) {
    if (line.trim() !== '' && line !== this.#lines.at(-1)) {
      this.#lines = [...this.#lines, line].slice(-MOST);
      try {
        sessionStorage.setItem(this.#key, JSON.stringify(this.#lines));
      } catch {
        // Storage may be forbidden: the lines then last for this page.
      }
    }
    this.#at = this.#lines.length;
    this.#typing = '';
  }

  /** The line before or after the one that is shown; undefined at an end. */
  step(step: 1 | -1, shown: string): string | undefined {
    const next = this.#at + step;
    if (next < 0 || next > this.#lines.length) return undefined;
    if (this.#at === this.#lines.length) this.#typing = shown;
    this.#at = next;
    return this.#lines[next] ?? this.#typing;
  }
}

function kept(key: string): string[] {
  try {
    const lines: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(lines) ? lines.map(String) : [];
  } catch {
    return [];
  }
}
