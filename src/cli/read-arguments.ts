import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../course/user-error.ts';

const list = new Intl.ListFormat('en-GB');

/**
 * `parseArgs`, for a command.
 * @throws {UserError} with a sentence of what the command knows, when it got
 * something else.
 */
export function readArguments<T extends ParseArgsConfig>(
  command: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const [, got = ''] = /'(-*[^' ]*)/.exec(message) ?? [];
    const known = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const knows =
        known.length > 0
          ? `knows ${list.format(known)}; it does not know`
          : 'knows no options, and not';
      throw new UserError(`${command} ${knows} ${got}.`);
    }
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
      throw new UserError(`${command} takes no names, and got "${got}".`);
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      const isSwitch = config.options?.[got.slice(2)]?.type === 'boolean';
      throw new UserError(
        isSwitch
          ? `${got} takes no value: write ${got} alone.`
          : `${got} wants a value after it: ${got} VALUE`,
      );
    }
    throw error;
  }
}
