import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../src/course/project.ts';

const PARTS = [
  'src',
  'test',
  'package.json',
  'package-lock.json',
  'compose.yaml',
  'tsconfig.json',
  'compose.yaml',
  'vitest.config.ts',
  'astro.config.mjs',
  'eslint.config.js',
  '.prettierrc.json',
  '.prettierignore',
];

/** A copy of the project that has no lesson yet, and these files. */
export function emptyCourse(files: Record<string, string> = {}): string {
  const root = mkdtempSync(path.join(tmpdir(), 'roundtrip-copy-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const part of PARTS)
    cpSync(path.join(projectFolder, part), path.join(root, part), {
      recursive: true,
    });
  symlinkSync(
    path.join(projectFolder, 'node_modules'),
    path.join(root, 'node_modules'),
  );
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}
