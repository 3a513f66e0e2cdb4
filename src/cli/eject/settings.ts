import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OLDEST_NODE, type packagesOf } from '../../course/packages.ts';
import { projectFolder } from '../../course/project.ts';
import type { RunServers } from '../../course/run-servers.ts';
import type { Service } from '../../course/service-name.ts';
import { composeFile } from './compose-file.ts';

const read = (file: string) =>
  readFileSync(path.join(projectFolder, file), 'utf8');

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** A project that is to be written: its files, by path. */
export interface Project {
  /** Taken from here as they are. */
  copied: Record<string, string>;
  /** Made for it, and still to be formatted. */
  made: Record<string, string>;
}

/** The files of a project that hold its settings, by path. */
export function settings(project: {
  name: string;
  title: string;
  uses: readonly Service[];
  /** What it wants of its servers other than usual. */
  servers: RunServers;
  scripts: Record<string, string>;
  packages: ReturnType<typeof packagesOf>;
  imports?: Record<string, string>;
}): Record<string, string> {
  const { name, title, scripts, imports } = project;
  const { packages, types, compiler } = project.packages;
  return {
    'package.json': json({
      name: name.replace('/', '-'),
      description: title,
      private: true,
      type: 'module',
      ...(imports && { imports }),
      engines: { node: `>=${OLDEST_NODE}` },
      scripts: { ...scripts, types: 'tsc' },
      dependencies: packages,
      devDependencies: Object.fromEntries(
        Object.entries({ ...types, ...compiler }).sort(([a], [b]) =>
          a < b ? -1 : 1,
        ),
      ),
    }),
    'tsconfig.json': json({ compilerOptions: compilerOptions() }),
    '.gitignore': 'node_modules/\n',
    ...(project.uses.length > 0 && {
      'compose.yaml': composeFile(project.uses, project.servers),
    }),
  };
}

/** This project's own, but for where it keeps what it knows. */
function compilerOptions(): Record<string, unknown> {
  const { compilerOptions } = JSON.parse(read('tsconfig.json')) as {
    compilerOptions: Record<string, unknown>;
  };
  const { incremental: _, tsBuildInfoFile: _file, ...rest } = compilerOptions;
  return rest;
}
