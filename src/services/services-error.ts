import { UserError } from '../course/user-error.ts';

/** An error whose message is the sentence to show the user, without stack. */
export class ServicesError extends UserError {
  override name = 'ServicesError';
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error (`ENOENT`, `EACCES` …), when it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : undefined;
}
