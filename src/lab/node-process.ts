import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { ExampleFile } from '../course/example-file.ts';
import { projectFolder } from '../course/project.ts';
import { findProgram } from '../services/program.ts';
import { compileCache, containedArguments } from './containment.ts';
import { makeScratch } from './scratch.ts';

/** What a process is to run, once. */
export interface Errand {
  /** Path of the program among the files, e.g. `examples/redis/a.ts`. */
  program: string;
  /** All files of its example, as they are to be run. */
  files: readonly Pick<ExampleFile, 'path' | 'source'>[];
  /** What it finds in its environment. */
  addresses: object;
  args?: readonly string[];
}

/** A contained Node that waits for the one program that it will run. */
export interface NodeProcess {
  child: ChildProcess & { stdout: Readable; stderr: Readable };
  /** What `source-lines.cjs` notes while its program runs. */
  notes: Readable;
  /** Left out of what its program prints. */
  folders: string[];
  /** Resolves when it is gone, and its scratch folder with it. */
  closed: Promise<void>;
  /** Resolves when Node and the libraries are loaded. */
  ready: Promise<void>;
  run(errand: Errand): void;
  /** Whether it keeps us alive. */
  hold(yes: boolean): void;
}

/** What stands for the program in its command line until it is known. */
const UNKNOWN = 'program.ts';
const LAB = 3;
const NOTES = 4;

/**
 * The environment of a program: what Node needs to start. Nothing else of
 * the lab's own environment reaches it but the addresses, later.
 */
export function environment(scratch: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR: scratch,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    NO_COLOR: '1',
    NODE_COMPILE_CACHE: compileCache(),
  };
}

/**
 * Starts a Node in a process group of its own, contained, and with these
 * libraries loaded. It dies with us.
 */
export function startNode(libraries: readonly string[] = []): NodeProcess {
  const scratch = makeScratch();
  const [command, ...args] = [
    ...dyingWithUs(),
    process.execPath,
    ...containedArguments(scratch.folder),
    UNKNOWN,
    ...libraries,
  ];
  const child = spawn(command!, args, {
    cwd: projectFolder,
    env: environment(scratch.folder),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  }) as NodeProcess['child'];
  const closed = new Promise<void>((resolve) => {
    child.once('close', resolve).once('error', () => resolve());
  }).then(scratch.remove);
  const lab = child.stdio[LAB] as Socket;
  lab.on('error', () => {}); // it died; its exit is told elsewhere
  const notes = child.stdio[NOTES] as Socket;

  return {
    child,
    notes,
    folders: [scratch.folder, path.resolve(projectFolder)],
    closed,
    ready: new Promise((resolve) => lab.once('data', () => resolve())),
    run({ program, files, addresses, args = [] }) {
      scratch.write(files);
      const file = path.join(scratch.folder, program);
      lab.end(JSON.stringify({ file, args, environment: addresses }));
    },
    hold(yes) {
      const each = [child, child.stdout, child.stderr, lab, notes] as Socket[];
      for (const one of each)
        if (yes) one.ref();
        else one.unref();
    },
  };
}

let setpriv: string | undefined | false;

/** On Linux the kernel kills it when we die, however that happens. */
export function dyingWithUs(): string[] {
  setpriv ??= (process.platform === 'linux' && findProgram('setpriv')) || false;
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : [];
}
