import { findProgram } from '../../src/services/program.ts';
import {
  ensureInstalled,
  thisMachine,
  type Machine,
  type Program,
} from '../../src/services/provision.ts';
import { ServicesError } from '../../src/services/services-error.ts';

/**
 * The conformance test of libmemcached, which Debian calls memccapable.
 * Only the tests need it.
 */
const MEMCAPABLE: Program = {
  command: 'memcapable',
  apt: 'libmemcached-tools',
  brew: 'libmemcached',
  isThere: () => findMemcapable() !== undefined,
};

/** Path of the tool, or undefined where it is missing. */
export function findMemcapable(): string | undefined {
  return findProgram('memccapable') ?? findProgram('memcapable');
}

/**
 * Installs the tool where that needs no question. Resolves to why it is not
 * there, or undefined when it is.
 * @throws {ServicesError} when it had to come by apt and did not.
 */
export async function installMemcapable(
  report: (line: string) => void,
  machine: Machine = thisMachine(),
): Promise<string | undefined> {
  try {
    await ensureInstalled([MEMCAPABLE], report, machine);
    return undefined;
  } catch (error) {
    const isForSure = machine.isRoot && machine.has('apt-get');
    if (isForSure || !(error instanceof ServicesError)) throw error;
    // Docker, which the rest of the sentence offers, has no such tool.
    return error.message.replace(/\s*Or start Docker.*$/s, '');
  }
}
