import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { identify, signal } from '../../src/services/process-identity.ts';
import { openServices } from '../../src/services/services.ts';

/** A folder for services of this test's own; nothing is left after it. */
export function ownServices(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'roundtrip-start-'));
  onTestFinished(async () => {
    await (await openServices({ root })).down();
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}

/** Command lines of the processes that hold `text`, but for ps itself. */
export function processesWith(text: string): string[] {
  return psLines('args', text);
}

/**
 * Halts the broker under a root as soon as its process is there, so that it
 * is still awaited whenever what is to be seen meanwhile is looked at. It goes
 * on by what this resolves to, or is killed at the test's end. A broker of
 * Docker's is none of our processes: it takes its time.
 */
export async function haltBroker(root: string): Promise<() => void> {
  if ((await openServices({ root })).way === 'compose') return () => {};
  const broker = () =>
    psLines('pid,args', path.join(root, 'rabbitmq')).flatMap(
      (line) => identify(Number.parseInt(line)) ?? [],
    );
  const halted = await vi.waitUntil(
    () => {
      const stopped = broker().filter((each) => signal(each, 'SIGSTOP'));
      return stopped.length > 0 && stopped;
    },
    { timeout: 60_000, interval: 10 },
  );
  const tellAll = (name: NodeJS.Signals) => {
    for (const each of halted.splice(0)) signal(each, name);
  };
  onTestFinished(() => tellAll('SIGKILL'));
  return () => tellAll('SIGCONT');
}

function psLines(columns: string, text: string): string[] {
  return execFileSync('ps', ['-ww', '-eo', columns], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text));
}

/** What the services under a root do, without doubles. */
export async function states(root: string): Promise<string[]> {
  const services = await openServices({ root });
  return [...new Set((await services.status()).map(({ state }) => state))];
}
