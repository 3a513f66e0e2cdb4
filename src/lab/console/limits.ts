/** Characters shown in answer to one line. */
export const SHOWN = 256 * 1024;
/** Bytes of an answer that are passed over before the connection is cut. */
export const PASSED_OVER = 16 * 1024 * 1024;
/** Characters of one line. */
export const LONGEST_LINE = 64 * 1024;
/** Lines that wait for the one before them. */
export const MOST_WAITING = 50;
/**
 * Consoles that are open at a time. Each holds one connection of a browser,
 * which has six for a host.
 */
export const MOST_CONSOLES = 3;

export const TOO_MUCH = `Only the first ${SHOWN / 1024} kB of an answer are shown; the rest was passed over.`;
export const FAR_TOO_MUCH = `The answer is longer than ${PASSED_OVER / 2 ** 20} MB: its connection was closed. The next line connects again.`;
export const HUNG_UP =
  'The server has closed the connection; the next line connects again.';
