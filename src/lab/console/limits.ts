import { UserError } from '../../course/user-error.ts';

/** Characters shown in answer to one line. */
export const SHOWN = 256 * 1024;
/** Bytes of an answer that are passed over before the connection is cut. */
export const PASSED_OVER = 16 * 1024 * 1024;
/** Characters of one line. */
const LONGEST_LINE = 64 * 1024;
/** Characters of a statement over several lines. */
export const LONGEST_STATEMENT = 256 * 1024;
/** Lines that wait for the one before them. */
const MOST_WAITING = 50;
/**
 * Consoles that are open at a time. Each holds one connection of a browser,
 * which has six for a host.
 */
export const MOST_CONSOLES = 3;
/** Milliseconds in which a server has to let a console in. */
export const CONNECT_MS = 5000;

export const TOO_MUCH = `Only the first ${SHOWN / 1024} kB of an answer are shown; the rest was passed over.`;
export const FAR_TOO_MUCH = `The answer is longer than ${PASSED_OVER / 2 ** 20} MB: its connection was closed. The next line connects again.`;
export const HUNG_UP =
  'The server has closed the connection; the next line connects again.';
export const MOVED =
  'The servers are new ones: this console is connected to them.';

/** Said of a service that does not answer, by the code of the error. */
export function unreachable(service: string, code?: string): string {
  return `${service} cannot be reached (${code ?? 'a defect of Roundtrip'}). A run has new servers; the next line tries again.`;
}

/** @throws {UserError} when a line is too long, or too many wait. */
export function checkLine(text: string, waiting: number) {
  if (text.length > LONGEST_LINE) {
    throw new UserError(`A line may have ${LONGEST_LINE} characters.`);
  }
  if (waiting >= MOST_WAITING) {
    throw new UserError(
      `${MOST_WAITING} lines wait to be answered. Stop the one before them, or wait for it.`,
    );
  }
}
