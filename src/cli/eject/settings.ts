import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument, type Document, type Scalar, type YAMLMap } from 'yaml';
import type { Service } from '../../course/service-name.ts';
import { projectFolder } from '../../course/project.ts';
import type { packagesOf } from './packages.ts';

/** The oldest Node that runs TypeScript without being asked to. */
export const NODE = '22.18';

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
  /** The flags of each memcached; none: one with the usual ones. */
  memcached: readonly (readonly string[])[];
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
      engines: { node: `>=${NODE}` },
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
      'compose.yaml': composeFor(project.uses, project.memcached),
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

/** These services of this project's compose.yaml, on the usual ports. */
function composeFor(
  uses: readonly Service[],
  memcached: readonly (readonly string[])[],
): string {
  const document = parseDocument(read('compose.yaml'));
  const services = document.get('services') as YAMLMap<Scalar<Service>>;
  for (const { key } of [...services.items])
    if (!uses.includes(key.value)) services.delete(key.value);
  for (const [index, flags] of memcached.entries())
    addMemcached(document, index, flags);
  if (!uses.includes('postgres')) document.delete('volumes');
  const [top] = (document.contents as YAMLMap<Scalar>).items;
  top!.key.commentBefore = ' On 127.0.0.1 only, and for data that may be lost.';
  const first = services.items[0];
  if (first) first.key.spaceBefore = false;
  return document
    .toString({ lineWidth: 0 })
    .replace(/\$\{ROUNDTRIP_\w+:-([^}]*)\}/g, '$1');
}

/** The first one is there; others are like it, on the ports behind. */
function addMemcached(
  document: Document,
  index: number,
  flags: readonly string[],
) {
  const name = index === 0 ? 'memcached' : `memcached-${index + 1}`;
  const first = document.getIn(['services', 'memcached']) as YAMLMap;
  if (index > 0) {
    document.setIn(['services', name], document.createNode(first.toJSON()));
    const ports = [`127.0.0.1:${11211 + index}:11211`];
    document.setIn(['services', name, 'ports'], document.createNode(ports));
  }
  const command = document.createNode(['memcached', ...flags, '-U', '0'], {
    flow: true,
  });
  document.setIn(['services', name, 'command'], command);
}
