/**
 * An error that was foreseen: its message is the whole of what to show the
 * user, in sentences: what was expected, what was found, what to do.
 */
export class UserError extends Error {
  override name = 'UserError';
}
