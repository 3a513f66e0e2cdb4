import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeWhole } from '../disk.ts';
import { reservePort } from '../port.ts';
import type { Service } from '../service.ts';
import type { ComposeVariables } from './engine.ts';

/** What is known of the containers of one root. */
export interface ComposeRecord extends ComposeVariables {
  versions: Partial<Record<Service, string>>;
  /** Redis' settings as they were at its start, to be restored after a run. */
  redisSettings?: Record<string, string>;
}

const FIRST_PORTS = {
  memcached: 21211,
  redis: 21379,
  rabbitmq: 21672,
  management: 21680,
  postgres: 21432,
};

/** Reads the record; undefined when nothing was started, or it is corrupt. */
export function readRecord(root: string): ComposeRecord | undefined {
  const path = recordPath(root);
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as ComposeRecord;
    if (Object.values(record.ports).every(Number.isInteger)) return record;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) {
      return undefined;
    }
  }
  renameSync(path, `${path}.corrupt`);
  process.stderr.write(
    'The services’ state file could not be understood; it was put aside as ' +
      `${path}.corrupt, and the containers will be made anew.\n`,
  );
  return undefined;
}

export function writeRecord(root: string, record: ComposeRecord): void {
  makeFolder(root);
  // It holds the superuser's password, which no run is to know.
  writeWhole(recordPath(root), JSON.stringify(record, null, 2), 0o600);
}

export function recordPath(root: string): string {
  return join(root, 'compose.json');
}

/** A record with ports that are free now. */
export async function newRecord(): Promise<ComposeRecord> {
  const ports: Record<string, number> = {};
  for (const [name, first] of Object.entries(FIRST_PORTS)) {
    const port = await reservePort(first);
    ports[name] = port.number;
    port.free();
  }
  return { ports, password: randomBytes(12).toString('hex'), versions: {} };
}
