import { keepEdit, keptEdit } from './kept-edits.ts';
import { originalsOf, type Original } from './originals.ts';

/** A file of an example, and what the reader made of it. */
export interface EditedFile {
  /** Path below `examples/`: `redis/pub-sub/helper.ts`. */
  file: string;
  original: Original;
  /** What would run now. */
  text: string;
  /** An edit of an older original, which waits for a decision. */
  offered?: string;
  /** What a reset took away, until the next edit. */
  before?: { text: string; reset: string };
}

const open = new Map<string, EditedFile>();
const listeners = new Set<(file: EditedFile) => void>();

/** Calls back whenever the text of a file, or what is kept of it, changed. */
export function onEdited(listener: (file: EditedFile) => void) {
  listeners.add(listener);
}

export function isEdited({ text, original }: EditedFile): boolean {
  return text !== original.text;
}

/** A file with the reader's edit in it, if there is one of this original. */
export async function openFile(
  example: string,
  file: string,
): Promise<EditedFile> {
  const known = open.get(file);
  if (known) return known;
  const original = (await originalsOf(example))[file];
  if (!original) throw new Error(`${file} is no file of ${example}.`);
  const opened =
    open.get(file) ?? withKept({ file, original, text: original.text });
  open.set(file, opened);
  return opened;
}

function withKept(edited: EditedFile): EditedFile {
  const kept = keptEdit(edited.file);
  if (!kept) return edited;
  if (kept.text !== undefined && kept.of === edited.original.hash)
    edited.text = kept.text;
  else if (kept.text !== undefined && kept.text !== edited.original.text)
    edited.offered = kept.text;
  if (kept.before) edited.before = kept.before;
  return edited;
}

/** The edited files among these, opened where something is kept of them. */
export async function editsOf(
  example: string,
  files: string[],
): Promise<EditedFile[]> {
  const touched = files.filter((file) => open.has(file) || keptEdit(file));
  const opened = await Promise.all(
    touched.map((file) => openFile(example, file)),
  );
  return opened.filter(isEdited);
}

/** Every file of the page that was opened to be edited. */
export function openedFiles(): EditedFile[] {
  return [...open.values()];
}

/** What would run now, of a file that was opened. */
export function textOf(file: string): string | undefined {
  return open.get(file)?.text;
}

/** Every file of the page that is edited. */
export function allEdited(): EditedFile[] {
  return openedFiles().filter(isEdited);
}

/** The reader typed. */
export function edit(edited: EditedFile, text: string) {
  if (text === edited.text) return;
  edited.text = text;
  delete edited.before;
  delete edited.offered;
  keep(edited);
}

/** Makes files as the course has them; `undoReset` brings all of them back. */
export function reset(files: EditedFile[]) {
  const name = String(Date.now());
  for (const edited of files) {
    edited.before = { text: edited.offered ?? edited.text, reset: name };
    edited.text = edited.original.text;
    delete edited.offered;
    keep(edited);
  }
}

/** Undoes one reset, in all files of it that were not edited since. */
export function undoReset(name: string) {
  for (const edited of open.values()) {
    if (edited.before?.reset !== name) continue;
    edited.text = edited.before.text;
    delete edited.before;
    keep(edited);
  }
}

/** Takes the reader's edit of an older original for an edit of this one. */
export function takeOffered(edited: EditedFile) {
  edited.text = edited.offered ?? edited.text;
  delete edited.offered;
  keep(edited);
}

function keep(edited: EditedFile) {
  const { file, original, text, before } = edited;
  const changed = isEdited(edited);
  keepEdit(
    file,
    changed || before
      ? {
          of: original.hash,
          ...(changed && { text }),
          ...(before && { before }),
        }
      : undefined,
  );
  for (const listener of listeners) listener(edited);
}
