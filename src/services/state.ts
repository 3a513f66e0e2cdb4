import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeWhole } from './disk.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { SERVICES, type Service } from './service.ts';

/** What is known of a server that was started natively. */
export interface ServerRecord {
  /** All of its processes that we spawned; the server itself comes last. */
  processes: ProcessIdentity[];
  /** Its ports by purpose; `main` is the one that clients use. */
  ports: Record<string, number>;
  /** False until it answered once. */
  ready: boolean;
  version?: string;
}

export type State = Partial<Record<Service, ServerRecord>>;

/**
 * Reads the state of the servers under `root`; no file means none. A file that
 * cannot be understood is put aside, and said so on stderr.
 */
export function readState(root: string): State {
  const path = statePath(root);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {};
  }
  const state = parseState(text);
  if (state) return state;
  try {
    renameSync(path, `${path}.corrupt`);
  } catch {
    return {}; // another process was faster
  }
  process.stderr.write(
    `The services' state file could not be understood; it was put aside as ` +
      `${path}.corrupt, and the servers will be started anew.\n`,
  );
  return {};
}

/** Writes the state, by rename: a reader sees the old one or the new one. */
export function writeState(root: string, state: State): void {
  makeFolder(root);
  writeWhole(statePath(root), `${JSON.stringify(state, null, 2)}\n`);
}

function statePath(root: string): string {
  return join(root, 'state.json');
}

function parseState(text: string): State | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const known: readonly string[] = SERVICES;
    for (const [name, record] of Object.entries(value)) {
      if (!known.includes(name) || !isRecord(record)) return undefined;
    }
    return value as State;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecord(value: unknown): value is ServerRecord {
  return (
    isObject(value) &&
    typeof value.ready === 'boolean' &&
    isObject(value.ports) &&
    Object.values(value.ports).every(Number.isInteger) &&
    Array.isArray(value.processes) &&
    value.processes.every(
      (p: unknown) =>
        isObject(p) && Number.isInteger(p.pid) && typeof p.started === 'string',
    )
  );
}
