/** What memcached still takes for seconds from now: 30 days. */
const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** Any negative number: the item has expired. */
const OVER = -1;

/** Seconds from now, however many, or a moment. Unless given: never. */
export type Expires = number | Date;

// #region exptime
/**
 * How memcached is told when an item expires: 0 is never, a number up
 * to 30 days is seconds from now, a larger one a Unix time.
 * @throws {RangeError} for what is neither seconds nor a moment.
 */
export function exptime(expires: Expires = 0): number {
  const moment = expires instanceof Date;
  const seconds = Math.ceil(
    moment ? expires.getTime() / 1000 : expires,
  );
  if (!Number.isSafeInteger(seconds)) {
    throw new RangeError(
      `${expires} is no time: give seconds or a Date`,
    );
  }
  // A moment of January 1970 would be taken for seconds from now.
  if (moment) return seconds > THIRTY_DAYS ? seconds : OVER;
  if (expires < 0) return OVER;
  if (seconds <= THIRTY_DAYS) return seconds;
  return Math.floor(Date.now() / 1000) + seconds;
}
// #endregion exptime
