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

/** The files that are asked for now, which have one type checker. */
let asked: readonly string[] = [];
/** Each time that files are asked for is a version of the project. */
let version = 0;

/**
 * The libraries' types are read once for all. It asks for the project's
 * version before each answer, thousands of times a file, and looks at its
 * files only when that has changed.
 */
const service = ts.createLanguageService({
  getProjectVersion: () => String(version),
  getScriptFileNames: () => [...asked],
  // An author changes files; who asks again gets a type checker of its own.
  getScriptVersion: (file) =>
    file.includes('/node_modules/') ? '' : String(version),
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
 * The hovers of some files, by their paths. They share a type checker, which
 * no other file has: the order in which a checker meets types shows in how it
 * words them, and these are met in this order.
 */
export function typesIn(files: readonly string[]): Map<string, Hovers> {
  asked = files.map((file) => path.resolve(file));
  version += 1;
  const program = service.getProgram()!;
  return new Map(
    files.map((file, index) => [
      file,
      typesOf(program.getSourceFile(asked[index]!)!),
    ]),
  );
}

function typesOf(source: ts.SourceFile): Hovers {
  const hovers: Hovers = {};
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const start = node.getStart(source);
      const text = describe(source.fileName, start);
      const { line, character } = source.getLineAndCharacterOfPosition(start);
      if (text && text !== 'any')
        (hovers[line + 1] ??= []).push([character, node.text.length, text]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return hovers;
}
