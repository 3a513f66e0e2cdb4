import path from 'node:path';
import ts from 'typescript';
import type { Hovers } from './hovers.ts';

/** A type of MikroORM can fill a screen: its beginning is enough. */
const LONGEST = 240;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/** The files of examples, and how often each was asked for. */
const asked = new Map<string, number>();

/**
 * One service for all examples: the libraries' types are read once. It asks
 * for the project's version before each answer, thousands of times a file,
 * and looks at its files only when that has changed.
 */
let version = 0;
const service = ts.createLanguageService({
  getProjectVersion: () => String(version),
  getScriptFileNames: () => [...asked.keys()],
  getScriptVersion: (file) =>
    file.includes('/node_modules/') ? '' : versionOf(file),
  getScriptSnapshot: (file) => {
    const source = ts.sys.readFile(file);
    return source === undefined
      ? undefined
      : ts.ScriptSnapshot.fromString(source);
  },
  getCurrentDirectory: () => process.cwd(),
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
  realpath: ts.sys.realpath,
});

/** An author changes files; who asks again gets a type checker of its own. */
function versionOf(file: string): string {
  const changed = ts.sys.getModifiedTime?.(file)?.getTime();
  return `${asked.get(file) ?? 0} ${changed}`;
}

/**
 * Says which files will be asked for: each that comes as a surprise makes
 * the service resolve all imports anew.
 */
export function expectFiles(files: readonly string[]) {
  for (const file of files.map((each) => path.resolve(each)))
    if (!asked.has(file)) asked.set(file, 0);
}

/** The name's type, and the first paragraph of its documentation. */
function describe(file: string, position: number): string | undefined {
  const info = service.getQuickInfoAtPosition(file, position);
  if (!info) return undefined;
  // Of an imported name one wants the type, not that it was imported.
  const type = ts
    .displayPartsToString(info.displayParts)
    .replace(/^\(alias\) /, '')
    .replace(/\nimport .*$/, '');
  const [paragraph = ''] = ts
    .displayPartsToString(info.documentation)
    .split('\n\n');
  // Documentation that begins with a fenced example says nothing without it.
  const doc = paragraph.startsWith('```') ? '' : paragraph;
  const whole = [type, doc].filter(Boolean).join('\n\n');
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole;
}

/**
 * The hovers of one file, by a type checker that has seen no other: the
 * order in which a checker meets types shows in how it words them.
 */
export function typesIn(absolute: string): Hovers {
  const file = path.resolve(absolute);
  asked.set(file, (asked.get(file) ?? 0) + 1);
  version += 1;
  const source = service.getProgram()!.getSourceFile(file)!;
  const hovers: Hovers = {};
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const start = node.getStart(source);
      const text = describe(file, start);
      const { line, character } = source.getLineAndCharacterOfPosition(start);
      if (text && text !== 'any')
        (hovers[line + 1] ??= []).push([character, node.text.length, text]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return hovers;
}
