import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesToRun, type Example } from '../../course/example.ts';
import { pathInTrack, type ExampleFile } from '../../course/example-file.ts';
import { packagesOf } from '../../course/packages.ts';
import type { Program } from '../../course/panes.ts';
import { howToRun, origin } from './readme.ts';
import { settings, type Project } from './settings.ts';

const TOGETHER = 'start-together.ts';

/** An example as a project of its own. */
export function exampleProject(example: Example): Project {
  const { name, title, uses, programs } = example;
  const place = placeIn(example);
  const sources = Object.fromEntries(
    filesToRun(example).map((file) => [place(file), file.source]),
  );
  const packages = packagesOf(Object.values(sources));
  const about = { name, title, uses, servers: example, packages };
  const readme = { 'README.md': readmeOf(example) };
  if (programs.length === 1) {
    const scripts = { start: `node ${place(programs[0]!)}` };
    const made = { ...readme, ...settings({ ...about, scripts }) };
    return { copied: sources, made };
  }
  const start = freeName('start.ts', sources);
  const together = path.join(import.meta.dirname, TOGETHER);
  const scripts = { start: `node ${start}`, ...scriptsOf(programs, place) };
  return {
    copied: { ...sources, [TOGETHER]: readFileSync(together, 'utf8') },
    made: {
      ...readme,
      [start]: startOf(programs, place),
      ...settings({ ...about, scripts }),
    },
  };
}

/** Where in the project a file lies. */
type Place = (file: Pick<ExampleFile, 'path'>) => string;

/** Folders only where there are two: an import leads from one to the other. */
function placeIn({ borrowed }: Example): Place {
  return borrowed.length > 0 ? pathInTrack : (file) => path.basename(file.path);
}

/** A name that no file has. */
function freeName(name: string, taken: Record<string, string>): string {
  return name in taken ? freeName(`_${name}`, taken) : name;
}

/** `npm run start:producer` runs that program alone. */
function scriptsOf(programs: Program[], place: Place): Record<string, string> {
  return Object.fromEntries(
    programs.map((each) => [`start:${each.pane}`, `node ${place(each)}`]),
  );
}

function startOf(programs: Program[], place: Place): string {
  const all = programs.map((each) => {
    const { after, background } = each.header;
    return {
      name: each.pane,
      file: place(each),
      ...(after && { after: { program: after.pane, line: after.line } }),
      ...(background && { background }),
    };
  });
  return `import { startTogether } from './${TOGETHER}';

process.exitCode = await startTogether(${JSON.stringify(all)});
`;
}

function readmeOf(example: Example): string {
  const { name, title, uses, files, programs } = example;
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

${howToRun(uses, 'npm install && npm start', example)}
${programs.length > 1 ? all : ''}${borrowedNote(example)}
${origin(`example ${name}`)}`;
}

function borrowedNote({ borrowed }: Example): string {
  if (borrowed.length === 0) return '';
  const names = borrowed.map((file) => `\`${pathInTrack(file)}\``);
  return `\nIt uses modules of another example, which are here too: ${names.join(', ')}.\n`;
}
