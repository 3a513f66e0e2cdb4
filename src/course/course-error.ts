import { UserError } from './user-error.ts';

/**
 * Something in a lesson or an example is not as it must be. The message is
 * whole: where, what was expected, what was found, what to do.
 */
export class CourseError extends UserError {
  override name = 'CourseError';
  readonly file: string;

  constructor(file: string, found: string, remedy: string) {
    super(`${file}: ${found} ${remedy}`);
    this.file = file;
  }
}
