import { TRACKS } from '../../course/tracks.ts';
import type { ErrorEntry } from '../errors/entries.ts';
import type { CommandTable } from './course-commands.ts';
import { spansOf } from '../../course/recap-table.ts';
import type { TableTrack } from '../../course/recap-headings.ts';

/** What a search finds on the pages of tables; the address is of a row. */
export interface ReferenceEntry {
  title: string;
  text: string;
  address: string;
  kind: string;
}

/** What a row of each table is. */
export const KINDS: Record<TableTrack, string> = {
  memcached: 'Memcached command',
  redis: 'Redis command',
  rabbitmq: 'AMQP method',
  orm: `${TRACKS.orm} idiom`,
};

/** All rows and all errors, as a search wants them. */
export function referenceEntries(
  tables: readonly CommandTable[],
  errors: readonly ErrorEntry[],
): ReferenceEntry[] {
  return [
    ...tables.flatMap(({ track, rows }) =>
      rows.map(({ id, name, also, lines }) => ({
        title: [name, ...also].join(', '),
        text: lines
          .flatMap(({ form, call, says, python }) => [form, call, says, python])
          .map(plain)
          .filter((text) => text !== '' && text !== '–')
          .join(' · '),
        address: `/reference/${track}/#${id}`,
        kind: KINDS[track],
      })),
    ),
    ...errors.map(({ id, title, wordings }) => ({
      title,
      text: wordings.map(({ text }) => text).join(' · '),
      address: `/reference/errors/#${id}`,
      kind: 'Error',
    })),
  ];
}

const plain = (cell: string) =>
  spansOf(cell)
    .map(({ text }) => text)
    .join('');
