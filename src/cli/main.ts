import { didYouMean } from '../course/nearest.ts';
import { COMMANDS, usage } from './commands.ts';
import { expectedError } from './expected-error.ts';
import { Interrupted } from './until-stopped.ts';

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const near = didYouMean(name, Object.keys(COMMANDS));
    console.error(`There is no command "${name}".${near}\n${usage()}`);
    return 1;
  }
  try {
    return await (
      await command.load()
    )(args);
  } catch (error) {
    console.error(expectedError(error));
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

// Not process.exit: what was printed must reach a pipe first.
process.exitCode = await main(process.argv.slice(2));
