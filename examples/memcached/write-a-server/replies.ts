export const BAD_FORMAT = 'CLIENT_ERROR bad command line format\r\n';
export const BAD_EXPTIME = 'CLIENT_ERROR invalid exptime argument\r\n';

/** Longest key, in bytes. */
const LONGEST_KEY = 250;

export function isKey(word = ''): boolean {
  return word.length > 0 && word.length <= LONGEST_KEY;
}
