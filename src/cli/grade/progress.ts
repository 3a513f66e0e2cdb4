import type { Writable } from 'node:stream';
import { cutTo } from './in-width.ts';

/** Says how far the grading is. */
export interface Progress {
  /** An answer was begun. */
  begins(who: string): void;
  /** An answer has its grade. */
  graded(who: string, verdict: string): void;
  /** Leaves the line to others, from then on. */
  end(): void;
}

const BAR = 20;

/**
 * Progress on a terminal: one line, drawn again and again; elsewhere a line
 * for each answer.
 * What it is told of a learner is without control characters.
 * @param total how many answers are to be checked
 */
export function progressOn(
  out: Writable & { isTTY?: boolean; columns?: number },
  total: number,
): Progress {
  let done = 0;
  const count = () => `${String(done).padStart(`${total}`.length)} of ${total}`;
  if (!out.isTTY)
    return {
      begins() {},
      graded(who, verdict) {
        done++;
        out.write(`${count()}  ${who}  ${verdict}\n`);
      },
      end() {},
    };
  let last = '';
  let ended = false;
  const draw = () => {
    if (ended) return;
    const full = Math.round((done / total) * BAR);
    const bar = '█'.repeat(full) + '░'.repeat(BAR - full);
    const line = `${bar}  ${count()}  ${last}`;
    // Not into the last column: some terminals begin a new line there.
    out.write(`\r${cutTo(line, (out.columns ?? 80) - 1)}\u001b[K`);
  };
  return {
    begins(who) {
      last = who;
      draw();
    },
    graded() {
      done++;
      draw();
    },
    end() {
      if (!ended) out.write('\r\u001b[K');
      ended = true;
    },
  };
}
