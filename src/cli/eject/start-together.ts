import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program of its own process. */
export interface Program {
  name: string;
  file: string;
  /** Starts when that other program has printed that line. */
  after?: { program: string; line: string };
  /** Is interrupted when the others have ended. */
  background?: boolean;
}

/**
 * Starts each program as soon as the line that it waits for is there, and
 * shows what all of them print. Resolves when they have ended: to 1 when one
 * failed, or was never started, otherwise to 0.
 */
export async function startTogether(programs: Program[]): Promise<number> {
  const width = Math.max(...programs.map(({ name }) => name.length));
  const printed = new Set<string>();
  const running = new Map<Program, ChildProcess>();
  const waiting = new Set(programs);
  const all = Promise.withResolvers<void>();
  let exitCode = 0;

  function startDue() {
    for (const program of waiting) {
      const { after } = program;
      if (after && !printed.has(`${after.program}: ${after.line}`)) continue;
      waiting.delete(program);
      start(program);
    }
  }

  function start(program: Program) {
    const label = `${program.name.padEnd(width)} | `;
    const child = spawn(process.execPath, [program.file], {
      cwd: import.meta.dirname,
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    running.set(program, child);
    createInterface(child.stdout).on('line', (line) => {
      console.log(label + line);
      printed.add(`${program.name}: ${line}`);
      startDue();
    });
    createInterface(child.stderr).on('line', (line) =>
      console.error(label + line),
    );
    child.on('close', (code, signal) => {
      running.delete(program);
      if (signal) console.log(`${label}(ended by ${signal})`);
      else if (code !== 0) console.log(`${label}(exit code ${code})`);
      if (code) exitCode = 1;
      ended();
    });
  }

  function ended() {
    const left = [...running.keys()];
    if (left.length > 0) {
      if (waiting.size === 0 && left.every(({ background }) => background))
        for (const child of running.values()) child.kill('SIGINT');
      return;
    }
    for (const { name, after } of waiting) {
      const why = `${after?.program} has ended without the line "${after?.line}"`;
      console.error(`${name} was not started: ${why}.`);
      exitCode = 1;
    }
    all.resolve();
  }

  // Ctrl-C reaches the programs as well: what they print then is shown.
  process.on('SIGINT', () => waiting.clear());
  startDue();
  await all.promise;
  return exitCode;
}
