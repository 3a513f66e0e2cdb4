import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { trackNames } from '../../course/tracks.ts';
import { UserError } from '../../course/user-error.ts';
import { rowNames } from './row-names.ts';

/** A learner's answers: a folder with `<track>/<slug>.ts` files. */
export interface Workbook {
  /** Of the learner's folder; no two are alike. */
  name: string;
  /** Full path of the folder that has the tracks. */
  folder: string;
  /** The folder that nothing of it may lead out of, without links. */
  within: string;
}

/** What was looked for and found. */
export interface Found {
  workbooks: Workbook[];
  /** Folders beside them that have no workbook, by their full paths. */
  without: string[];
}

interface Place {
  /** The folder that a learner handed in. */
  learner: string;
  /** That, or `workbook` in it. */
  folder: string;
}

/** Folders that nobody hands in. */
const NOT_LEARNERS = /^(\..*|node_modules)$/;

/**
 * Looks for workbooks: each of the folders is one, or has one in `workbook/`,
 * or has folders of which that is true.
 * @param options.report a folder that may stand among them, and is no learner's
 * @throws {UserError} when a folder is none of these.
 */
export function findWorkbooks(
  folders: readonly string[],
  options: { report?: string } = {},
): Found {
  const places = new Map<string, Place>();
  const without: string[] = [];
  for (const folder of folders) {
    const found = look(folder);
    for (const place of found.places) {
      // By the learner: whose workbook is a link to another's has a row too.
      const real = realpathSync(place.learner);
      if (!places.has(real)) places.set(real, place);
    }
    without.push(...found.without.filter((each) => each !== options.report));
  }
  const all = [...places.values()];
  const names = rowNames(all.map(({ learner }) => learner));
  const workbooks = all
    .map(({ learner, folder }, row) => ({
      name: names[row]!,
      folder,
      within: boundary(learner, folder),
    }))
    .sort((a, b) => order.compare(a.name, b.name));
  return { workbooks, without };
}

/** As a class list: `Anna 2` before `Anna 10`, on every machine alike. */
const order = new Intl.Collator('en', { numeric: true });

function look(given: string): { places: Place[]; without: string[] } {
  const folder = path.resolve(given);
  if (!isFolder(folder)) throw new UserError(notAFolder(folder));
  const own = placeOf(folder);
  if (own) return { places: [own], without: [] };
  const inside = entries(folder)
    .filter((name) => !NOT_LEARNERS.test(name))
    .map((name) => path.join(folder, name))
    .filter(isFolder);
  const places = inside.map(placeOf).filter((place) => place !== undefined);
  if (places.length === 0) throw new UserError(noWorkbook(folder, inside));
  const without = inside.filter(
    (each) => !places.some(({ learner }) => learner === each),
  );
  return { places, without };
}

/** The workbook that a folder is or has, if there is one. */
function placeOf(folder: string): Place | undefined {
  if (isWorkbook(folder)) {
    // A shell makes these of `class/*/workbook`.
    const inside = path.basename(folder) === 'workbook';
    return { learner: inside ? path.dirname(folder) : folder, folder };
  }
  const inside = path.join(folder, 'workbook');
  return isFolder(inside) ? { learner: folder, folder: inside } : undefined;
}

function isWorkbook(folder: string): boolean {
  return trackNames.some((track) =>
    entries(path.join(folder, track)).some((name) => name.endsWith('.ts')),
  );
}

/** A link to a folder is the teacher's as long as it is no learner's. */
function boundary(learner: string, folder: string): string {
  const outer = realpathSync(learner);
  const inner = realpathSync(folder);
  if (inner === outer || inner.startsWith(outer + path.sep)) return inner;
  return path.join(outer, path.basename(folder));
}

function entries(folder: string): string[] {
  try {
    return isFolder(folder) ? readdirSync(folder).sort() : [];
  } catch {
    return []; // it may not be read: no workbook can be seen there
  }
}

function isFolder(folder: string): boolean {
  try {
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

const EXPECTED =
  'A workbook is a folder with answers such as redis/pub-sub.ts. Name such folders, or the folder that has them, one for each learner.';

function notAFolder(folder: string): string {
  const there = lstatSync(folder, { throwIfNoEntry: false });
  return there
    ? `${folder} is no folder. ${EXPECTED}`
    : `There is no folder ${folder}. ${EXPECTED}`;
}

function noWorkbook(folder: string, inside: readonly string[]): string {
  const names = inside.map((each) => path.basename(each));
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const found =
    names.length === 0
      ? 'no folder'
      : `${names.length === 1 ? 'a folder without one' : 'folders without one'}: ${names.slice(0, 5).join(', ')}${more}`;
  return `There is no workbook in ${folder}. ${EXPECTED} Found there: ${found}.`;
}
