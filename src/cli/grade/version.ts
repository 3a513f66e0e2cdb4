import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../course/project.ts';

/** Roundtrip's own version, e.g. `0.1.0`. */
export function roundtripVersion(): string {
  const file = path.join(projectFolder, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string })
    .version;
}
