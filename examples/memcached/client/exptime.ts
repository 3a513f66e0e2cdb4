/** What memcached still takes for seconds from now: 30 days. */
const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** Seconds from now, however many, or a moment. Unless given: never. */
export type Expires = number | Date;

// #region exptime
/**
 * How memcached is told when an item expires: 0 is never, a number up
 * to 30 days is seconds from now, a larger one a Unix time.
 * @throws {RangeError} for what is neither seconds nor a moment.
 */
export function exptime(expires: Expires = 0): number {
  const seconds =
    expires instanceof Date
      ? Math.ceil(expires.getTime() / 1000)
      : Math.ceil(expires);
  if (!Number.isSafeInteger(seconds)) {
    throw new RangeError(
      `${expires} is no time: give seconds or a Date`,
    );
  }
  if (expires instanceof Date || seconds <= THIRTY_DAYS) return seconds;
  return Math.floor(Date.now() / 1000) + seconds;
}
// #endregion exptime
