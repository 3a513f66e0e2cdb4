import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { findProgram } from './program.ts';
import { ServicesError } from './services-error.ts';

/** A program, and how package managers call what brings it. */
export interface Program {
  command: string;
  apt: string;
  brew?: string;
  /** How to see that it is there, when being on PATH is not the answer. */
  isThere?(): boolean;
}

/** What provisioning asks of the machine; the tests give it another one. */
export interface Machine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  has(command: string): boolean;
  /** Exit code and what was said on stderr; never rejects. */
  run(command: string, args: string[]): Promise<{ code: number; said: string }>;
  listsAreFresh(): boolean;
  runsSystemd: boolean;
  lock: string;
}

/** Told a line for each thing that is installed, and for which program. */
export type Said = (line: string, program: Program) => void;

const LISTS = '/var/lib/apt/lists';
const WEEK = 7 * 24 * 3600 * 1000;

/** The machine that we are on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    has: (command) => findProgram(command) !== undefined,
    run,
    listsAreFresh: () =>
      existsSync(LISTS) &&
      readdirSync(LISTS).some((file) => /_Packages/.test(file)) &&
      Date.now() - statSync(LISTS).mtimeMs < WEEK,
    runsSystemd: existsSync('/run/systemd/system'),
    lock: join(tmpdir(), `roundtrip-apt-${process.getuid?.() ?? 0}.lock`),
  };
}

/**
 * Installs what is missing, where that needs no question: as root on Debian
 * or Ubuntu. Elsewhere throws a ServicesError with the command to type.
 * `report` gets a line for each package that is installed.
 */
export async function ensureInstalled(
  programs: readonly Program[],
  report: Said = () => {},
  machine: Machine = thisMachine(),
): Promise<void> {
  const isThere = (p: Program) => p.isThere?.() ?? machine.has(p.command);
  const missing = () => programs.filter((program) => !isThere(program));
  if (missing().length === 0) return;
  if (!(machine.isRoot && machine.has('apt-get'))) {
    throw new ServicesError(howToInstall(missing(), machine));
  }
  await withLock(machine.lock, async () => {
    const wanted = missing(); // another process may have been faster
    if (wanted.length > 0) await aptInstall(wanted, report, machine);
    const still = missing();
    if (still.length === 0) return;
    throw new ServicesError(
      `${names(still)} still cannot be found after apt-get installed ` +
        `${packages(still)}. Put its folder on PATH, then try again.`,
    );
  });
}

function howToInstall(missing: readonly Program[], machine: Machine): string {
  const what = `${names(missing)} ${missing.length > 1 ? 'are' : 'is'} missing.`;
  const docker =
    'Or start Docker: with an engine and its compose plugin nothing else is needed.';
  if (machine.has('apt-get')) {
    return (
      `${what} Install with:\n  sudo apt-get install -y ` +
      `--no-install-recommends ${packages(missing)}\n${docker}`
    );
  }
  const brews = missing.map(({ brew, command }) => brew ?? command).join(' ');
  if (machine.platform === 'darwin' || machine.has('brew')) {
    return `${what} Install with:\n  brew install ${brews}\n${docker}`;
  }
  return `${what} Install with your system's package manager. ${docker}`;
}

async function aptInstall(
  wanted: readonly Program[],
  report: Said,
  machine: Machine,
): Promise<void> {
  const apt = async (...args: string[]) => {
    const all = ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args];
    const { code, said } = await machine.run('apt-get', all);
    if (code !== 0) throw new ServicesError(aptFailed(args, code, said));
  };
  const [first] = wanted;
  if (first && !machine.listsAreFresh()) {
    report('apt-get update: the package lists are missing or old', first);
    await apt('update');
  }
  for (const program of wanted)
    report(`apt-get install ${program.apt}`, program);
  const list = wanted.map((program) => program.apt);
  await apt('install', '-y', '--no-install-recommends', ...list);
  if (!machine.runsSystemd) return;
  // Debian starts a server at once when it is installed. Ours are our own;
  // those that were there before this install are not touched.
  for (const { apt: unit } of wanted) {
    await machine.run('systemctl', ['disable', '--now', unit]);
  }
}

function aptFailed(args: string[], code: number, said: string): string {
  const command = `apt-get ${args.join(' ')}`;
  if (/No space left|not have enough free space/i.test(said)) {
    return `No space is left on the disk: \`${command}\` failed. Free some, then try again.`;
  }
  if (/Permission denied|are you root/i.test(said)) {
    return `\`${command}\` was not permitted. Run it as root, then try again.`;
  }
  const last = said.trim().split('\n').slice(-5);
  return (
    `\`${command}\` failed with exit code ${code}:\n` +
    last.map((line) => `  ${line}`).join('\n') +
    '\nCheck the network, run that command yourself, then try again.'
  );
}

function names(programs: readonly Program[]): string {
  return programs.map(({ command }) => command).join(', ');
}

function packages(programs: readonly Program[]): string {
  return programs.map(({ apt }) => apt).join(' ');
}

async function run(
  command: string,
  args: string[],
): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      DEBIAN_FRONTEND: 'noninteractive',
      // Where an init script would start the new server, this tells it not to.
      RUNLEVEL: '1',
      LC_ALL: 'C',
    };
    execFile(command, args, { env, maxBuffer: 64e6 }, (error, _out, said) =>
      resolve({
        code: error ? Number(error.code) || 1 : 0,
        said: said || error?.message || '',
      }),
    );
  });
}
