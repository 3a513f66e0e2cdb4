import { readFileSync } from 'node:fs';
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

const files = new Set<string>();

/** One service for all examples: the libraries' types are read once. */
const service = ts.createLanguageService({
  getScriptFileNames: () => [...files],
  getScriptVersion: (file) => String(ts.sys.getModifiedTime?.(file)?.getTime()),
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

/** The hovers of one file. */
export function typesIn(absolute: string): Hovers {
  const file = path.resolve(absolute);
  files.add(file);
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
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
