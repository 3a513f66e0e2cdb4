import { UserError } from '../course/user-error.ts';

/** Of `npm start` and `npm run dev`. */
export const DEFAULT_PORT = 4321;

/**
 * The port that `--port` names, or the usual one without it.
 * @throws {UserError} when it is not a port.
 */
export function portFrom(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = /^\d+$/.test(value) ? Number(value) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new UserError(
    `--port wants a number from 1 to 65535 and got "${value}".`,
  );
}
