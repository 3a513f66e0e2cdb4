import { UserError } from '../course/user-error.ts';

/** Errors of the system that a user can do something about. */
const SYSTEM: Record<string, string> = {
  ENOSPC: 'The disk is full. Free some space, then try again.',
  EACCES:
    'Roundtrip may not write there. Make the folder writable for you, then try again.',
  EROFS:
    'That folder is read-only. Use a writable copy of the project, then try again.',
  EMFILE:
    'Too many files are open. Raise the limit (ulimit -n 4096), then try again.',
};

/**
 * What to print for an error: its sentence when it was foreseen, and the
 * stack as well when it was not, because then it is a defect of ours.
 */
export function expectedError(error: unknown): string {
  if (!(error instanceof Error)) return `This is a defect: ${String(error)}`;
  if (error instanceof UserError) return error.message;
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (code.startsWith('ERR_PARSE_ARGS')) return error.message;
  return (
    systemError(code, path) ?? `This is a defect of Roundtrip:\n${error.stack}`
  );
}

/** What a user can do about an error of the system, if we know something. */
export function systemError(code: string, path?: string): string | undefined {
  if (!Object.hasOwn(SYSTEM, code)) return undefined;
  return [path, SYSTEM[code]].filter(Boolean).join(': ');
}
