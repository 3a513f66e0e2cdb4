import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { DEFAULT_PORT } from '../../src/cli/port.ts';
import { projectFolder } from '../../src/course/project.ts';
import { SERVERS } from '../../src/services/native/servers.ts';

const folder = path.join(projectFolder, '.devcontainer');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const dockerfile = read('Dockerfile');

const { config, error } = ts.parseConfigFileTextToJson(
  'devcontainer.json',
  read('devcontainer.json'),
) as { config: Record<string, unknown>; error?: ts.Diagnostic };

/** What `apt-get install` is told, without its options. */
const packages = /apt-get install ([^&]*)&&/
  .exec(dockerfile)![1]!
  .split(/[\s\\]+/)
  .filter((word) => word && !word.startsWith('-'));

test('its settings are JSON with comments', () => {
  expect(error).toBeUndefined();
  expect(config).toMatchObject({ build: { dockerfile: 'Dockerfile' } });
});

test('it forwards the port that npm start takes', () => {
  expect(config.forwardPorts).toEqual([DEFAULT_PORT]);
  expect(Object.keys(config.portsAttributes as object)).toEqual([
    String(DEFAULT_PORT),
  ]);
});

test('it installs the project on creation, and not as root', () => {
  expect(config.postCreateCommand).toBe('npm ci');
  expect(config.remoteUser).toBe('node');
});

test('its image has each server that is run where there is no engine', () => {
  const needed = Object.values(SERVERS)
    // npm brings PostgreSQL.
    .filter(({ service }) => service !== 'postgres')
    .flatMap(({ programs }) => programs.map(({ apt }) => apt));
  expect(needed.length).toBeGreaterThan(2);
  expect(packages).toEqual(expect.arrayContaining(needed));
});

test('its image has an engine, its client and the compose plugin, which its user may call', () => {
  expect(packages).toEqual(
    expect.arrayContaining(['docker.io', 'docker-cli', 'docker-compose']),
  );
  expect(dockerfile).toContain(
    `usermod -aG docker ${String(config.remoteUser)}`,
  );
});

test('its Node is one that the commands take as it is', () => {
  const launcher = readFileSync(
    path.join(projectFolder, 'src/cli/launch.cjs'),
    'utf8',
  );
  const oldest = Number(/OLDEST = \[(\d+)/.exec(launcher)![1]);
  const [, major] = /^FROM node:(\d+)-/m.exec(dockerfile)!;
  expect(Number(major)).toBeGreaterThan(oldest);
});

test('its images are named without the host of a registry', () => {
  for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm))
    expect(image).toMatch(/^[a-z0-9-]+:[a-z0-9.-]+$/);
});

test('what starts the engine is a shell script, and the image has it', () => {
  execFileSync('sh', ['-n', path.join(folder, 'with-engine.sh')]);
  const copied = [...dockerfile.matchAll(/^COPY (\S+) (\S+)/gm)];
  for (const [, from, to] of copied) {
    read(from!);
    expect(dockerfile).toContain(`ENTRYPOINT ["sh", "${to}"]`);
  }
  expect(copied).toHaveLength(1);
  expect(config.overrideCommand).toBe(false);
});

test('the workflow that README shows is YAML, and grades the workbook', () => {
  const readme = readFileSync(path.join(projectFolder, 'README.md'), 'utf8');
  const [, text] = /```yaml\n(# \.github[\s\S]*?)```/.exec(readme)!;
  const workflow = parseYaml(text!) as {
    jobs: { grade: { steps: { run?: string }[] } };
  };
  expect(workflow.jobs.grade.steps.flatMap(({ run }) => run ?? [])).toEqual([
    'npm ci && npm run grade -- workbook --out grades',
  ]);
});
