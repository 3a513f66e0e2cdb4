import { UserError } from '../course/user-error.ts';

/** A name or an address, and a port where it is not the usual one. */
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/**
 * The host that `--host` names, as browsers send it; undefined without it.
 * @throws {UserError} when it is an address, a pattern or several.
 */
export function hostFrom(value: string | undefined): string | undefined {
  const host = value?.toLowerCase();
  if (host === undefined || HOST.test(host)) return host;
  throw new UserError(
    `--host wants the name in your browser's address bar, without https:// and without what follows the name ("4321-lab.example.org"), and got "${value}".`,
  );
}
