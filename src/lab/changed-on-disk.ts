import { UserError } from '../course/user-error.ts';

/** A file was changed by somebody else since it was read. */
export class ChangedOnDisk extends UserError {
  constructor(file: string) {
    super(
      `${file} was changed meanwhile, in your editor perhaps. Nothing was written: take what is there, or keep what you have here.`,
    );
  }
}
