import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Example } from '../../course/example.ts';
import type { Program } from '../../course/panes.ts';
import { packagesOf } from './packages.ts';
import { howToRun, origin } from './readme.ts';
import { settings, type Project } from './settings.ts';

const TOGETHER = 'start-together.ts';

/** An example as a project of its own. */
export function exampleProject(example: Example): Project {
  const { name, title, uses, files, programs } = example;
  const sources = Object.fromEntries(
    files.map((file) => [path.basename(file.path), file.source]),
  );
  const packages = packagesOf(Object.values(sources));
  const about = { name, title, uses, packages };
  const readme = { 'README.md': readmeOf(example) };
  if (programs.length === 1) {
    const scripts = { start: `node ${nameOf(programs[0]!)}` };
    const made = { ...readme, ...settings({ ...about, scripts }) };
    return { copied: sources, made };
  }
  const start = freeName('start.ts', sources);
  const together = path.join(import.meta.dirname, TOGETHER);
  const scripts = { start: `node ${start}`, ...scriptsOf(programs) };
  return {
    copied: { ...sources, [TOGETHER]: readFileSync(together, 'utf8') },
    made: {
      ...readme,
      [start]: startOf(programs),
      ...settings({ ...about, scripts }),
    },
  };
}

const nameOf = (program: Program) => path.basename(program.path);

/** A name that no file has. */
function freeName(name: string, taken: Record<string, string>): string {
  return name in taken ? freeName(`_${name}`, taken) : name;
}

/** `npm run start:producer` runs that program alone. */
function scriptsOf(programs: Program[]): Record<string, string> {
  return Object.fromEntries(
    programs.map((each) => [`start:${each.pane}`, `node ${nameOf(each)}`]),
  );
}

function startOf(programs: Program[]): string {
  const all = programs.map((each) => {
    const { after, background } = each.header;
    return {
      name: each.pane,
      file: nameOf(each),
      ...(after && { after: { program: after.pane, line: after.line } }),
      ...(background && { background }),
    };
  });
  return `import { startTogether } from './${TOGETHER}';

process.exitCode = await startTogether(${JSON.stringify(all)});
`;
}

function readmeOf({ name, title, uses, files, programs }: Example): string {
  const main = files.find(({ header }) => header.title);
  const list = programs.map((each) => {
    const { description, after } = each.header;
    const first = description.split('\n\n')[0]!.replaceAll('\n', ' ');
    const when = after
      ? ` Starts when ${after.pane} has printed \`${after.line}\`.`
      : '';
    return `- \`npm run start:${each.pane}\`: ${first}${when}\n`;
  });
  const all =
    '\n`npm start` starts all of the programs, each at its moment:\n\n' +
    list.join('');
  return `# ${title}

${main?.header.description}

${howToRun(uses, 'npm install && npm start')}
${programs.length > 1 ? all : ''}
${origin(`example ${name}`)}`;
}
